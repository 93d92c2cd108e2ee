using System.Text;

namespace Outbox.CustomerIo;

/// <summary>Makes a line for a log or a row of what a stranger's server sent.</summary>
internal static class OneLine
{
    /// <summary>Characters of a line.</summary>
    public const int MaxLength = 1_000;

    /// <summary>The parts that say something, joined by <c>: </c>.</summary>
    public static string Of(string what, string? note, ReadOnlySpan<byte> body)
    {
        // A character has at most three bytes a UTF-16 unit; the rest of a large page would be decoded for nothing.
        var said = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4 * MaxLength)]);
        return Of(string.Join(": ", new[] { what, note, said }.Where(part => !string.IsNullOrWhiteSpace(part))));
    }

    /// <summary>The text with each run of white space and control characters as one space, cut.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            var isGap = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (isGap && (line.Length == 0 || line[^1] == ' '))
            {
                continue;
            }

            if (line.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            line.Append(isGap ? " " : rune.ToString());
        }

        return line.ToString().TrimEnd();
    }
}
