using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Outbox.Tests.Clr;

/// <summary>The answers of the vectors, made in another way than the product makes them: by big numbers, by expressions, by recursion.</summary>
internal static partial class Reference
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly BigInteger Epoch = new(1_577_836_800_000);

    public static string EventUlid(string source, string eventId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(source + "\n" + eventId));
        var number = ((Epoch + new BigInteger(hash.AsSpan(0, 4), isUnsigned: true, isBigEndian: true)) << 80)
            + new BigInteger(hash.AsSpan(4, 10), isUnsigned: true, isBigEndian: true);
        return string.Concat(Enumerable.Range(0, 26).Select(i => Alphabet[(int)((number >> (5 * (25 - i))) & 31)]));
    }

    public static string? DecodeUlid(string text)
    {
        if (!UlidForm().IsMatch(text))
        {
            return null;
        }

        var number = text.Aggregate(BigInteger.Zero, (sum, c) => (sum * 32) + Alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal));
        var time = number >> 80;
        var offset = time - Epoch;
        var utc = time <= 253_402_300_799_999
            ? DateTime.UnixEpoch.AddMilliseconds((double)time).ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture)
            : "";
        var hash = offset.Sign >= 0 && offset <= uint.MaxValue
            ? ((long)offset).ToString("x8", CultureInfo.InvariantCulture)
                + string.Concat(Enumerable.Range(0, 20).Select(i => ((int)((number >> (4 * (19 - i))) & 15)).ToString("x", CultureInfo.InvariantCulture)))
            : "";
        return $"{utc}|{hash}";
    }

    public static string Utf8Length(string text) => Encoding.UTF8.GetByteCount(text).ToString(CultureInfo.InvariantCulture);

    public static string NormalizeEmail(string email) => string.Concat(email.Trim().Select(c => c switch
    {
        '\u0130' => c,
        <= '\u017f' or (>= '\u0386' and <= '\u03ab') or (>= '\u0400' and <= '\u042f') or '\u0490' => char.ToLowerInvariant(c),
        _ => c,
    }));

    public static string? PropertiesFault(string json)
    {
        if (Encoding.UTF8.GetByteCount(json) > 32_000)
        {
            return "more than 32000 bytes of UTF-8";
        }

        var start = Space().Match(json).Length;
        if (!json.AsSpan(start).StartsWith('{'))
        {
            return "not a JSON object";
        }

        var (end, fault) = Value(json, start, 0);
        end += Space().Match(json, end).Length;
        return fault ?? (end == json.Length ? null : Fault("not JSON", end).Fault);
    }

    private static (int End, string? Fault) Value(string json, int at, int depth)
    {
        var next = at < json.Length ? json[at] : '\0';
        return next switch
        {
            '{' or '[' when depth == 32 => Fault("deeper than 32 levels", at),
            '{' => Members(json, at + 1, '}', depth + 1, Member),
            '[' => Members(json, at + 1, ']', depth + 1, Value),
            '"' => Text(json, at),
            't' => Word(json, at, "true"),
            'f' => Word(json, at, "false"),
            'n' => Word(json, at, "null"),
            _ => Number(json, at),
        };
    }

    private static (int End, string? Fault) Members(string json, int at, char closer, int depth, Func<string, int, int, (int End, string? Fault)> member)
    {
        at += Space().Match(json, at).Length;
        if (at < json.Length && json[at] == closer)
        {
            return (at + 1, null);
        }

        while (true)
        {
            at += Space().Match(json, at).Length;
            var (end, fault) = member(json, at, depth);
            if (fault is not null)
            {
                return (end, fault);
            }

            at = end + Space().Match(json, end).Length;
            if (at < json.Length && json[at] == closer)
            {
                return (at + 1, null);
            }

            if (at == json.Length || json[at] != ',')
            {
                return Fault("not JSON", at);
            }

            at++;
        }
    }

    private static (int End, string? Fault) Member(string json, int at, int depth)
    {
        if (at == json.Length || json[at] != '"')
        {
            return Fault("not JSON", at);
        }

        var (end, fault) = Text(json, at);
        if (fault is not null)
        {
            return (end, fault);
        }

        var name = json[(at + 1)..(end - 1)];
        var why = name.StartsWith('_') || (depth == 1 && (name is "recipient" or "from_address" or "reply_to")) ? "a reserved name"
            : name.Length > 150 ? "a name longer than 150 bytes"
            : !SnakeCase().IsMatch(name) ? "a name that is not snake_case"
            : null;
        if (why is not null)
        {
            var shown = Ascii().IsMatch(name) ? ": " + (name.Length > 40 ? name[..40] : name) : "";
            return (at, $"{why} at character {at + 1}{shown}");
        }

        at = end + Space().Match(json, end).Length;
        if (at == json.Length || json[at] != ':')
        {
            return Fault("not JSON", at);
        }

        at++;
        return Value(json, at + Space().Match(json, at).Length, depth);
    }

    private static (int End, string? Fault) Text(string json, int at)
    {
        at = at + 1 + Units().Match(json, at + 1).Length;
        return at == json.Length ? Fault("not JSON", at)
            : json[at] == '"' ? (at + 1, null)
            : char.IsSurrogate(json[at]) || SurrogateEscape().IsMatch(json[at..Math.Min(json.Length, at + 6)]) ? Fault("half a surrogate pair", at)
            : Fault("not JSON", at);
    }

    private static (int End, string? Fault) Word(string json, int at, string word) =>
        json.AsSpan(at).StartsWith(word, StringComparison.Ordinal) ? (at + word.Length, null) : Fault("not JSON", at);

    private static (int End, string? Fault) Number(string json, int at)
    {
        var number = WholeNumber().Match(json, at);
        if (!number.Success)
        {
            return Fault("not JSON", at + (at < json.Length && json[at] == '-' ? 1 : 0));
        }

        var after = at + number.Length;
        var begun = NumberBegun().Match(json, after);
        var isPart = begun.Success && !number.Groups["exponent"].Success && !(begun.Value == "." && number.Groups["fraction"].Success);
        return isPart ? Fault("not JSON", after + begun.Length) : (after, null);
    }

    private static (int End, string? Fault) Fault(string what, int at) => (at, $"{what} at character {at + 1}");

    [GeneratedRegex(@"\G[ \t\r\n]*")]
    private static partial Regex Space();

    [GeneratedRegex(@"\G([^\x00-\x1f""\\\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff]|\\[""\\/bfnrt]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*", RegexOptions.ExplicitCapture)]
    private static partial Regex Units();

    [GeneratedRegex(@"^\\u[dD][89a-fA-F][0-9a-fA-F]{2}$")]
    private static partial Regex SurrogateEscape();

    /// <summary>As much as is a number.</summary>
    [GeneratedRegex(@"\G-?(0|[1-9][0-9]*)(?<fraction>\.[0-9]+)?(?<exponent>[eE][+-]?[0-9]+)?", RegexOptions.ExplicitCapture)]
    private static partial Regex WholeNumber();

    /// <summary>A fraction or an exponent that has begun after it, and has no digit.</summary>
    [GeneratedRegex(@"\G(\.|[eE][+-]?)", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberBegun();

    [GeneratedRegex(@"^[a-z][a-z0-9]*(_[a-z0-9]+)*\z")]
    private static partial Regex SnakeCase();

    [GeneratedRegex(@"^[ -~]*\z")]
    private static partial Regex Ascii();

    [GeneratedRegex(@"^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}\z")]
    private static partial Regex UlidForm();
}
