using System.Globalization;
using System.Text;

namespace Outbox.Cli.Output;

/// <summary>
/// Makes text harmless for a terminal: what a shop's customer typed can hold sequences that move the cursor or retitle the
/// window, signs that turn the direction of what follows (CVE-2021-42574, "Trojan Source"), and signs that nobody sees. They
/// are shown as <c>\u202e</c>, as JSON writes them, so that JSON stays what it is.
/// </summary>
internal static class TerminalText
{
    /// <summary>The text with what is not to be seen made visible. Line feeds and tabs stay, they are the layout's.</summary>
    public static string Escape(string text)
    {
        var first = 0;
        while (first < text.Length && !IsHidden(text, first))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var escaped = new StringBuilder(text, 0, first, text.Length + 16);
        for (var i = first; i < text.Length; i++)
        {
            if (IsHidden(text, i))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            }
            else
            {
                escaped.Append(text[i]);
            }
        }

        return escaped.ToString();
    }

    private static bool IsHidden(string text, int at)
    {
        var sign = text[at];
        return sign switch
        {
            '\n' or '\t' => false,
            '\r' => at + 1 == text.Length || text[at + 1] != '\n',
            < ' ' or (>= '\u007f' and <= '\u009f') => true,
            < '\u00ad' => false,
            _ when char.IsSurrogate(sign) => !IsInPair(text, at) || IsHiddenPair(text, at),

            // Format (bidi marks and overrides, zero-width signs, soft hyphen, byte order mark), line and paragraph separators,
            // and the fillers that have no width but are letters.
            '\u115f' or '\u1160' or '\u3164' or '\uffa0' or '\u034f' or '\u17b4' or '\u17b5' => true,
            _ => CharUnicodeInfo.GetUnicodeCategory(sign) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
        };
    }

    private static bool IsInPair(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        : at > 0 && char.IsHighSurrogate(text[at - 1]);

    /// <summary>Tags and the like, beyond the first plane.</summary>
    private static bool IsHiddenPair(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(
        char.ConvertToUtf32(text[char.IsHighSurrogate(text[at]) ? at : at - 1], text[char.IsHighSurrogate(text[at]) ? at + 1 : at])) is UnicodeCategory.Format;
}
