namespace Outbox.Mapping.Lint;

/// <summary>Mends for names that somebody has mistyped on a command line.</summary>
public static class Suggestions
{
    /// <summary>"Did you mean …?" with the nearest candidate where one is near, else what the caller says.</summary>
    public static string Mend(string name, IEnumerable<string> candidates, string otherwise) => NearestName.Mend(name, candidates, otherwise);
}
