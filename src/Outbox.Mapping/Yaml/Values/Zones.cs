using Outbox.Mapping.Codes;
using Outbox.Mapping.Lint;

namespace Outbox.Mapping.Yaml.Values;

/// <summary>Reads time zones.</summary>
internal static class Zones
{
    /// <summary>An IANA id in its own case.</summary>
    public static string? Read(Element element)
    {
        if (element.Text() is not { } text || Zone.IsKnown(text))
            return element.Text();
        element.Report(LintCodes.UnknownZone, $"The IANA database has no time zone {text.Quoted()}.", Mend(text));
        return null;
    }

    private static string Mend(string text) => Zone.OfWindows(text) is { } iana
        ? $"That is Windows' name: write {iana}."
        : NearestName.Mend(text, Zone.Ids, "Write an IANA id such as Europe/Berlin, America/New_York or UTC.");
}
