using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Outbox.Core.Events;

/// <summary>
/// What Customer.io de-duplicates an event by: a ULID that is a pure function of the source's name and the event id.
/// </summary>
/// <remarks>
/// <c>h = SHA-256(UTF-8(source + "\n" + event_id))</c>; time part = 2020-01-01T00:00:00.000Z plus the first four bytes
/// of h (big-endian, milliseconds), so that the ULID is valid wherever its time is read; random part = the next ten
/// bytes; Crockford base32, upper case, 26 characters (https://github.com/ulid/spec).
/// </remarks>
public static class EventUlid
{
    /// <summary>Of the derivation above. Recorded beside what was sent; a change of rule raises it.</summary>
    public const int DerivationVersion = 1;

    /// <summary>Characters of a ULID.</summary>
    public const int Length = 26;

    /// <summary>2020-01-01T00:00:00.000Z in Unix milliseconds.</summary>
    private const long Epoch = 1_577_836_800_000;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Derives the ULID of an event.</summary>
    /// <param name="source">The mapping's <c>source</c>: the namespace of its ids.</param>
    /// <param name="eventId">The event id as sent: a shadow event's begins with its shadow name.</param>
    public static string Derive(string source, string eventId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{eventId}"), hash);

        Span<byte> ulid = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(ulid, (Epoch + BinaryPrimitives.ReadUInt32BigEndian(hash)) << 16);
        hash.Slice(4, 10).CopyTo(ulid[6..]);
        return Encode(ulid);
    }

    /// <summary>Whether a text is a well-formed ULID: 26 Crockford characters, not above 2^128 - 1, either case.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length != Length || text[0] is < '0' or > '7')
        {
            return false;
        }

        foreach (var c in text)
        {
            // Ascii alone: U+017F has the capital S.
            if (!char.IsAscii(c) || !Alphabet.Contains(char.ToUpperInvariant(c), StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static string Encode(ReadOnlySpan<byte> ulid)
    {
        var bits = BinaryPrimitives.ReadUInt128BigEndian(ulid);
        Span<char> text = stackalloc char[Length];
        for (var i = Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(bits & 31)];
            bits >>= 5;
        }

        return new string(text);
    }
}
