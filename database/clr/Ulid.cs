using System;
using System.Security.Cryptography;
using System.Text;

namespace Outbox.Clr;

/// <summary>
/// A ULID of the outbox, derived and decoded. The rule stands in <c>Outbox.Core.Events.EventUlid</c>, whose code needs a
/// younger .NET: SHA-256 of the source, a line feed and the event id; its first four bytes are milliseconds after 2020
/// began, its next ten the random part.
/// </summary>
internal sealed class Ulid
{
    private const long Epoch = 1_577_836_800_000;
    private const long LastMillisecond = 253_402_300_799_999;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string HexDigits = "0123456789abcdef";

    private Ulid(DateTime? timeUtc, string? hashPrefix) => (TimeUtc, HashPrefix) = (timeUtc, hashPrefix);

    /// <summary>The time that it names; null beyond the year 9999.</summary>
    public DateTime? TimeUtc { get; }

    /// <summary>28 hex digits of the hash that it was made of; null where the time says that it is none of the outbox's.</summary>
    public string? HashPrefix { get; }

    /// <summary>Derives the ULID of an event.</summary>
    public static string Of(string source, string eventId)
    {
        byte[] hash;

        // Of the two of the framework the one that a FIPS policy of the server allows.
        using (var sha256 = new SHA256CryptoServiceProvider())
        {
            hash = sha256.ComputeHash(Encoding.UTF8.GetBytes(source + "\n" + eventId));
        }

        var text = new char[26];
        Encode(Epoch + Number(hash, 0, 4), text, 0, 10);
        Encode(Number(hash, 4, 5), text, 10, 8);
        Encode(Number(hash, 9, 5), text, 18, 8);
        return new string(text);
    }

    /// <summary>Reads a ULID in either case; null where the text is none.</summary>
    public static Ulid? Decode(string text)
    {
        var time = Number(text, 0, 10);
        var first = Number(text, 10, 8);
        var second = Number(text, 18, 8);
        if (text.Length != 26 || text[0] > '7' || time < 0 || first < 0 || second < 0)
        {
            return null;
        }

        var offset = time - Epoch;
        return new Ulid(
            time > LastMillisecond ? null : new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(time * TimeSpan.TicksPerMillisecond),
            offset < 0 || offset > uint.MaxValue ? null : Hex(offset, 8) + Hex(first, 10) + Hex(second, 10));
    }

    private static long Number(byte[] bytes, int start, int count)
    {
        long number = 0;
        for (var i = start; i < start + count; i++)
        {
            number = (number << 8) | bytes[i];
        }

        return number;
    }

    /// <summary>The number of some digits; negative where one is missing or none.</summary>
    private static long Number(string text, int start, int count)
    {
        long number = 0;
        for (var i = start; i < start + count; i++)
        {
            var c = i < text.Length ? text[i] : '?';
            var digit = Alphabet.IndexOf(c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
            if (digit < 0)
            {
                return -1;
            }

            number = (number << 5) | (long)digit;
        }

        return number;
    }

    private static void Encode(long number, char[] text, int start, int count)
    {
        for (var i = start + count - 1; i >= start; i--)
        {
            text[i] = Alphabet[(int)(number & 31)];
            number >>= 5;
        }
    }

    private static string Hex(long number, int count)
    {
        var text = new char[count];
        for (var i = count - 1; i >= 0; i--)
        {
            text[i] = HexDigits[(int)(number & 15)];
            number >>= 4;
        }

        return new string(text);
    }
}
