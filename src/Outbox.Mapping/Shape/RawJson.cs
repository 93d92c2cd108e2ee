using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Outbox.Mapping.Shape;

/// <summary>
/// A JSON text from the database, of which every name and text can be read. An <c>nvarchar</c> may hold half a
/// surrogate pair, as it stands or as an escape, and System.Text.Json refuses both: each becomes U+FFFD beforehand.
/// </summary>
internal sealed class RawJson : IDisposable
{
    /// <summary>Levels of a JSON text within a value; less than the reader's 64, since the value goes into more JSON.</summary>
    public const int MaxInnerDepth = 32;

    private const string Replacement = "FFFD";

    private readonly JsonDocument _document;

    private RawJson(JsonDocument document, bool wasBroken) => (_document, WasBroken) = (document, wasBroken);

    /// <summary>Its value.</summary>
    public JsonElement Root => _document.RootElement;

    /// <summary>Whether half a surrogate pair was replaced.</summary>
    public bool WasBroken { get; }

    /// <summary>Reads a text; null where it is no JSON.</summary>
    public static RawJson? Parse(string? text, int maxDepth = 64)
    {
        if (text is null)
        {
            return null;
        }

        var broken = HasHalfPair(text);
        var utf8 = Encoding.UTF8.GetBytes(text);
        broken |= MendEscapes(utf8);
        try
        {
            return new RawJson(JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = maxDepth }), broken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    private static bool HasHalfPair(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var next = text.AsSpan(i).IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0)
            {
                return false;
            }

            i += next;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }

    /// <summary>Escapes are as long as the one for U+FFFD, so the text is mended where it stands.</summary>
    private static bool MendEscapes(Span<byte> utf8)
    {
        var broken = false;
        for (var i = 0; i < utf8.Length; i++)
        {
            var next = utf8[i..].IndexOf((byte)'\\');
            if (next < 0)
            {
                break;
            }

            i += next;
            if (EscapeAt(utf8, i) is not { } unit)
            {
                i++;
            }
            else if (char.IsHighSurrogate(unit) && EscapeAt(utf8, i + 6) is { } low && char.IsLowSurrogate(low))
            {
                i += 11;
            }
            else
            {
                if (char.IsSurrogate(unit))
                {
                    Encoding.ASCII.GetBytes(Replacement, utf8[(i + 2)..]);
                    broken = true;
                }

                i += 5;
            }
        }

        return broken;
    }

    private static char? EscapeAt(ReadOnlySpan<byte> utf8, int at) =>
        at + 6 <= utf8.Length
        && utf8[at] == '\\'
        && utf8[at + 1] == 'u'
        && ushort.TryParse(utf8.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
