using System.Text;

namespace Outbox.Mapping.Shape;

/// <summary>Customer.io's limits of a person's attributes.</summary>
internal static class AttributeLimits
{
    /// <summary>Attributes of a person.</summary>
    public const int Count = 300;

    /// <summary>UTF-8 bytes of a name.</summary>
    public const int NameBytes = 150;

    /// <summary>UTF-8 bytes of a value.</summary>
    public const int ValueBytes = 1_000;

    /// <summary>The longest beginning of a text that has some bytes at most, never half a character.</summary>
    public static string Cut(string text, int maxBytes = ValueBytes)
    {
        var (bytes, length) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    /// <summary>A name as a fault shows it: cut where it is too long for one.</summary>
    public static string Shown(string name) => Encoding.UTF8.GetByteCount(name) > NameBytes ? Cut(name, 20) + "…" : name;

    /// <summary>Whether a name fits.</summary>
    public static bool NameFits(string name) => Encoding.UTF8.GetByteCount(name) is > 0 and <= NameBytes;
}
