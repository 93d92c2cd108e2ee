using System.Text.RegularExpressions;

namespace Outbox.Mapping.Draft;

/// <summary>Small pieces of YAML.</summary>
internal static partial class YamlText
{
    // What YAML, or a condition of the mapping, takes for something else than a text.
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "not_null", "inserted", "deleted",
    };

    /// <summary>A text, in quotes where it would be read as something else.</summary>
    public static string Scalar(string text) =>
        Plain().IsMatch(text) && !Words.Contains(text) ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary><c>{ a: b, c: d }</c>; pairs without a value are left out.</summary>
    public static string Map(params (string Key, string? Value)[] pairs) =>
        $"{{ {string.Join(", ", pairs.Where(p => p.Value is not null).Select(p => $"{p.Key}: {p.Value}"))} }}";

    [GeneratedRegex(@"\A[\p{L}_][\p{L}\p{Nd}_./]*( [\p{L}\p{Nd}_./]+)*\z")]
    private static partial Regex Plain();
}
