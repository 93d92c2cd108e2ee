using System.Globalization;
using System.Text;

namespace Outbox.Mapping.Shape;

/// <summary>
/// Reads a JSON string whose escapes hold half a surrogate pair, which System.Text.Json refuses: SQL Server's FOR JSON
/// writes such text as it stands in an nvarchar.
/// </summary>
internal static class LoneSurrogates
{
    /// <summary>The content of a JSON string literal, each half pair as U+FFFD.</summary>
    public static string Unescape(string literal)
    {
        var text = new StringBuilder(literal.Length);
        for (var i = 1; i < literal.Length - 1; i++)
        {
            if (literal[i] != '\\')
            {
                text.Append(literal[i]);
                continue;
            }

            var escape = literal[++i];
            if (escape == 'u')
            {
                text.Append((char)ushort.Parse(literal.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(escape switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => escape });
            }
        }

        return Replace(text.ToString());
    }

    private static string Replace(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
