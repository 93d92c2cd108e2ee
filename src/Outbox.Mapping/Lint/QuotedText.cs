namespace Outbox.Mapping.Lint;

/// <summary>Text of the file as messages show it.</summary>
internal static class QuotedText
{
    private const int Longest = 60;

    /// <summary>In single quotes, cut where it is long.</summary>
    public static string Quoted(this string text) => $"'{text.Shortened()}'";

    /// <summary>Cut where it is long.</summary>
    public static string Shortened(this string text) =>
        text.Length <= Longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest), "…");
}
