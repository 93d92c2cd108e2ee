using System.Text;

namespace Outbox.Core.Events;

/// <summary>
/// Why the data of an event would be refused: a scanner of its own, since SQL Server admits no JSON library, and one
/// whose answer is the same wherever it is asked. <c>outbox.PropertiesFault</c> says the same in T-SQL, and the SQL CLR
/// assembly compiles this file (<c>database/clr</c>); <c>tests/vectors/properties-faults.json</c> holds all of them to it.
/// </summary>
/// <remarks>
/// It walks once through the text, without recursion, and keeps what is open in 32 characters: no text can exhaust a
/// stack, and none is walked that is above the limit of bytes. Places are counted in UTF-16 units from 1.
/// </remarks>
public sealed class PropertiesFault
{
    /// <summary>Bytes of UTF-8 that fit an item of Customer.io ("32 kb").</summary>
    public const int MaxBytes = 32_000;

    /// <summary>Objects and arrays within each other, the outermost counted.</summary>
    public const int MaxDepth = 32;

    /// <summary>Bytes of a name that Customer.io takes.</summary>
    public const int MaxNameBytes = 150;

    private const int MaxShown = 40;

    private readonly string _json;
    private readonly char[] _closers = new char[MaxDepth];
    private int _depth;
    private int _at;
    private string? _fault;

    private PropertiesFault(string json) => _json = json;

    private enum Expected
    {
        NameOrEnd,
        Name,
        Colon,
        Value,
        ValueOrEnd,
        CommaOrEnd,
        Nothing,
    }

    /// <summary>Null where the text is a JSON object that can be sent as an event's data, or null; else what is wrong and where.</summary>
    /// <param name="json">The text.</param>
    public static string? Of(string? json)
    {
        if (json is null)
        {
            return null;
        }

        return json.Length > MaxBytes || Encoding.UTF8.GetByteCount(json) > MaxBytes
            ? TooLarge
            : new PropertiesFault(json).Scan();
    }

    /// <summary>What is said of a text above <see cref="MaxBytes"/>.</summary>
    public const string TooLarge = "more than 32000 bytes of UTF-8";

    private string? Scan()
    {
        SkipSpace();
        if (Current != '{')
        {
            return "not a JSON object";
        }

        Open('}');
        var expected = Expected.NameOrEnd;
        while (_fault is null)
        {
            SkipSpace();
            if (expected == Expected.Nothing)
            {
                return _at == _json.Length ? null : NotJson(_at);
            }

            expected = Step(expected);
        }

        return _fault;
    }

    /// <summary>Takes one token; what may follow it.</summary>
    private Expected Step(Expected expected)
    {
        var c = Current;
        switch (expected)
        {
            case Expected.Name or Expected.NameOrEnd when c == '"':
                TakeName();
                return Expected.Colon;
            case Expected.Colon when c == ':':
                _at++;
                return Expected.Value;
            case Expected.CommaOrEnd when c == ',':
                _at++;
                return _closers[_depth - 1] == '}' ? Expected.Name : Expected.Value;
            case Expected.CommaOrEnd or Expected.NameOrEnd or Expected.ValueOrEnd when c == _closers[_depth - 1]:
                _at++;
                _depth--;
                return _depth == 0 ? Expected.Nothing : Expected.CommaOrEnd;
            case Expected.Value or Expected.ValueOrEnd:
                return TakeValue(c);
            default:
                _fault = NotJson(_at);
                return expected;
        }
    }

    private Expected TakeValue(char c)
    {
        switch (c)
        {
            case '{':
                Open('}');
                return Expected.NameOrEnd;
            case '[':
                Open(']');
                return Expected.ValueOrEnd;
            case '"':
                TakeText();
                return Expected.CommaOrEnd;
            case 't':
                TakeWord("true");
                return Expected.CommaOrEnd;
            case 'f':
                TakeWord("false");
                return Expected.CommaOrEnd;
            case 'n':
                TakeWord("null");
                return Expected.CommaOrEnd;
            default:
                TakeNumber();
                return Expected.CommaOrEnd;
        }
    }

    private void Open(char closer)
    {
        if (_depth == MaxDepth)
        {
            _fault = "deeper than 32 levels" + Place(_at);
            return;
        }

        _closers[_depth++] = closer;
        _at++;
    }

    private void TakeName()
    {
        var quote = _at;
        TakeText();
        if (_fault is not null)
        {
            return;
        }

        var name = _json.Substring(quote + 1, _at - quote - 2);
        if (IsReserved(name))
        {
            _fault = "a reserved name" + Place(quote) + Shown(name);
        }
        else if (name.Length > MaxNameBytes)
        {
            _fault = "a name longer than 150 bytes" + Place(quote) + Shown(name);
        }
        else if (!IsSnakeCase(name))
        {
            _fault = "a name that is not snake_case" + Place(quote) + Shown(name);
        }
    }

    /// <summary>Customer.io keeps names that begin with <c>_</c>; three others at the top redirect the message.</summary>
    private bool IsReserved(string name) =>
        (name.Length > 0 && name[0] == '_') || (_depth == 1 && (name == "recipient" || name == "from_address" || name == "reply_to"));

    private static bool IsSnakeCase(string name)
    {
        if (name.Length == 0 || !IsSmallLetter(name[0]) || name[name.Length - 1] == '_')
        {
            return false;
        }

        for (var i = 1; i < name.Length; i++)
        {
            if (name[i] == '_' ? name[i - 1] == '_' : !IsSmallLetter(name[i]) && !IsDigit(name[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void TakeText()
    {
        _at++;
        while (_fault is null)
        {
            var c = Current;
            if (_at == _json.Length || c < ' ')
            {
                _fault = NotJson(_at);
            }
            else if (c == '"')
            {
                _at++;
                return;
            }
            else if (c == '\\')
            {
                TakeEscape();
            }
            else if (!char.IsSurrogate(c))
            {
                _at++;
            }
            else if (char.IsHighSurrogate(c) && _at + 1 < _json.Length && char.IsLowSurrogate(_json[_at + 1]))
            {
                _at += 2;
            }
            else
            {
                _fault = HalfPair(_at);
            }
        }
    }

    private void TakeEscape()
    {
        var letter = _at + 1 < _json.Length ? _json[_at + 1] : '\0';
        if (letter is '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't')
        {
            _at += 2;
            return;
        }

        var unit = UnitAt(_at);
        if (unit < 0)
        {
            _fault = NotJson(_at);
        }
        else if (unit < 0xD800 || unit > 0xDFFF)
        {
            _at += 6;
        }
        else if (unit <= 0xDBFF && UnitAt(_at + 6) >= 0xDC00 && UnitAt(_at + 6) <= 0xDFFF)
        {
            _at += 12;
        }
        else
        {
            _fault = HalfPair(_at);
        }
    }

    /// <summary>The unit of <c>\uXXXX</c>; -1 where there is none.</summary>
    private int UnitAt(int at)
    {
        if (at + 6 > _json.Length || _json[at] != '\\' || _json[at + 1] != 'u')
        {
            return -1;
        }

        var unit = 0;
        for (var i = at + 2; i < at + 6; i++)
        {
            var digit = "0123456789abcdef".IndexOf(_json[i] >= 'A' && _json[i] <= 'F' ? (char)(_json[i] + 32) : _json[i]);
            if (digit < 0)
            {
                return -1;
            }

            unit = (unit * 16) + digit;
        }

        return unit;
    }

    private void TakeWord(string word)
    {
        if (string.CompareOrdinal(_json, _at, word, 0, word.Length) == 0)
        {
            _at += word.Length;
            return;
        }

        _fault = NotJson(_at);
    }

    private void TakeNumber()
    {
        if (Current == '-')
        {
            _at++;
        }

        if (Current == '0')
        {
            _at++;
        }
        else
        {
            TakeDigits();
        }

        if (_fault is null && Current == '.')
        {
            _at++;
            TakeDigits();
        }

        if (_fault is null && (Current == 'e' || Current == 'E'))
        {
            _at++;
            if (Current == '+' || Current == '-')
            {
                _at++;
            }

            TakeDigits();
        }
    }

    /// <summary>One digit or more.</summary>
    private void TakeDigits()
    {
        if (!IsDigit(Current))
        {
            _fault = NotJson(_at);
        }

        while (IsDigit(Current))
        {
            _at++;
        }
    }

    /// <summary>The unit at hand; NUL at the end, which is no JSON either.</summary>
    private char Current => _at < _json.Length ? _json[_at] : '\0';

    private void SkipSpace()
    {
        while (Current == ' ' || Current == '\t' || Current == '\n' || Current == '\r')
        {
            _at++;
        }
    }

    private static bool IsSmallLetter(char c) => c >= 'a' && c <= 'z';

    private static bool IsDigit(char c) => c >= '0' && c <= '9';

    private static string NotJson(int at) => "not JSON" + Place(at);

    private static string HalfPair(int at) => "half a surrogate pair" + Place(at);

    private static string Place(int at) => " at character " + (at + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A name for a person to read; nothing where it is not plain ASCII.</summary>
    private static string Shown(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] < ' ' || name[i] > '~')
            {
                return "";
            }
        }

        return ": " + (name.Length > MaxShown ? name.Substring(0, MaxShown) : name);
    }
}
