using System.Text;

namespace Outbox.Tests.Clr;

/// <summary>Makes the vectors of a seed: chosen cases first, then random ones. The answers are the <see cref="Reference"/>'s.</summary>
internal sealed class VectorMaker(int seed)
{
    private static readonly string[] Odd =
    [
        "", " ", "a", "é", "€", "😀", "\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00", "\0", "a\0b", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000",
        "\uffff", "\ufffd", "e\u0301", "  a  ", "a\tb", "a\nb", "a\\b", "Ω", "ﬁ", "ß", "ẞ", "İ", "ı", "ſ", "\u2028", "\u180e", "\u200b", "\ufeff",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "10", "01", "-01", "1.5", "1.", ".5", "-", "-.5", "+1", "1e5", "1E+5", "1e-5", "1e", "1e+", "1.5e3", "1.e3", "0x1", "1_000", "00", "0.0", "0e0", "--1", "1-1", "9999999999999999999999", "1e999", "١",
    ];

    private readonly Random _random = new(seed);

    /// <summary>All of them.</summary>
    public IReadOnlyList<FunctionVector> Make() => [.. Ulids(), .. Decoded(), .. Lengths(), .. Emails(), .. Faults()];

    private IEnumerable<FunctionVector> Ulids()
    {
        yield return new("EventUlid", [null, "order_completed:1"], null);
        yield return new("EventUlid", ["coffee-shop", null], null);
        yield return new("EventUlid", [null, null], null);
        foreach (var (source, id) in Odd.Select(odd => ("coffee-shop", "order_completed:" + odd))
            .Concat(Odd.Select(odd => (odd, "order_completed:1001")))
            .Concat(Times(700, () => ("coffee-shop", $"order_completed:{_random.Next()}")))
            .Concat(Times(500, () => (Text(12), "shadow_order_completed:" + Text(40))))
            .Append((new string('s', 100), "e:" + new string('é', 253))))
        {
            yield return new("EventUlid", [source, id], Reference.EventUlid(source, id));
        }
    }

    private IEnumerable<FunctionVector> Decoded()
    {
        const string letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        const string good = "01DXG22BRSS05PZT8HP28TFG2H";
        yield return new("DecodeUlid", [null], null);
        foreach (var text in Odd
            .Concat(Odd.Select(odd => good[..25] + odd))
            .Concat([good, good.ToLowerInvariant(), good + " ", " " + good, good[1..], good + "0", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "80000000000000000000000000", new string('0', 26)])
            .Concat("ILOUilou-_.[`{@:;/".Select(c => good[..20] + c + good[21..]))
            .Concat(["01DXFZDG00" + good[10..], "01DXFZDFZZ" + good[10..], "01E1FZDFZZ" + good[10..], "01E1FZDG00" + good[10..], "76EZ91ZPZZ" + good[10..], "76EZ91ZQ00" + good[10..]])
            .Concat(Times(200, () => Reference.EventUlid("shop", $"e:{_random.Next()}")))
            .Concat(Times(200, () => string.Concat(Times(26, () => letters[_random.Next(32)])))))
        {
            yield return new("DecodeUlid", [text], Reference.DecodeUlid(text));
        }
    }

    private IEnumerable<FunctionVector> Lengths()
    {
        yield return new("Utf8Length", [null], null);
        foreach (var text in Odd
            .Concat(Times(300, () => Text(60)))
            .Concat(Enumerable.Range(250, 14).Select(n => new string('a', n) + "😀" + new string('b', 300)))
            .Concat(Enumerable.Range(254, 6).Select(n => new string('é', n) + "\ud83d" + new string('b', 9)))
            .Concat(Times(100, () => Text(700))))
        {
            yield return new("Utf8Length", [text], Reference.Utf8Length(text));
        }
    }

    private IEnumerable<FunctionVector> Emails()
    {
        const string spaces = "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u180e\u200b\ufeff\u001f\u0008";
        yield return new("NormalizeEmail", [null], null);
        foreach (var email in Odd
            .Concat(spaces.SelectMany(space => new[] { $"{space}Ann@Example.com{space}", $"Ann{space}@Example.com", $"{space}{space}" }))
            .Concat(Enumerable.Range(0, 0x590 / 16).Select(row => string.Concat(Enumerable.Range(row * 16, 16).Select(c => (char)c)) + "@Example.com"))
            .Concat(Enumerable.Range(0x1e00 / 16, 48).Select(row => string.Concat(Enumerable.Range(row * 16, 16).Select(c => (char)c)) + "@Example.com"))
            .Concat(Times(300, () => $"{Text(3)}{Text(12)}@{(_random.Next(2) == 0 ? "EXAMPLE.Com" : "пример.РФ")}{Text(2)}")))
        {
            yield return new("NormalizeEmail", [email], Reference.NormalizeEmail(email));
        }
    }

    private IEnumerable<FunctionVector> Faults()
    {
        string[] chosen =
        [
            "{}", " {} ", "\t\r\n{\n}\n", "{", "}", "[]", "null", "1", "\"a\"", "{}{}", "{},", "{}x", "{}\0", "\0{}", "\ufeff{}", "{ }", "{\u00a0}",
            """{"a":1}""", """{"a" : 1 , "b":2}""", """{"a":1,}""", """{,"a":1}""", """{"a":1 "b":2}""", """{"a"}""", """{"a":}""", """{"a":1,,"b":2}""", """{'a':1}""", "{a:1}",
            """{"a":[]}""", """{"a":[1,2]}""", """{"a":[1,]}""", """{"a":[,1]}""", """{"a":[1 2]}""", """{"a":[1}""", """{"a":{"b":1]}""", """{"a":[{"b":[{}]}]}""",
            """{"a":true}""", """{"a":false}""", """{"a":null}""", """{"a":True}""", """{"a":tru}""", """{"a":truee}""", """{"a":nul""", """{"a":undefined}""", """{"a":NaN}""",
            .. Numbers.SelectMany(n => new[] { $$"""{"a":{{n}}}""", $$"""{"a":[{{n}},1]}""", $$"""{"a":{{n}}""" }),
            """{"a":"}""", """{"a":"b""", """{"a":"b\"}""", """{"a":"\"}""", """{"a":"\\"}""", """{"a":"\/\b\f\n\r\t"}""", """{"a":"\x"}""", """{"a":"\u"}""", """{"a":"\u12"}""", """{"a":"\u12g4"}""",
            """{"a":"\u00e9"}""", """{"a":"\u0000"}""", """{"a":"\uD83D\uDE00"}""", """{"a":"\ud83d\ude00"}""", """{"a":"\ud83d"}""", """{"a":"\ude00"}""", """{"a":"\ud83d\u0041"}""", """{"a":"\ud83dx"}""", """{"a":"\ud83d\n"}""",
            """{"a":"\ud83d\ud83d\ude00"}""", """{"a":"\ud83d""", """{"a":"\ud83d\""", """{"a":"\ud83d\ude0"}""", """{"a":"\uD800"}""", """{"a":"\uDBFF\uDFFF"}""", """{"a":"\uE000\uD7FF"}""", """{"a":"\U0041"}""",
            "{\"a\":\"\ud83d\"}", "{\"a\":\"\ude00\"}", "{\"a\":\"\ud83d\\ude00\"}", "{\"a\":\"\\ud83d\ude00\"}", "{\"a\":\"😀\"}", "{\"a\":\"\ud83d", "{\"a\":\"é\0\"}", "{\"a\":\"\t\"}", "{\"a\":\"\n\"}", "{\"a\":\"\u007f\u0080\"}", "{\"\ud83d\":1}", "{😀:1}", "{\"a\":\ud83d}",
            """{"A":1}""", """{"aB":1}""", """{"a-b":1}""", """{"a b":1}""", """{"a ":1}""", """{" a":1}""", """{"1a":1}""", """{"a1":1}""", """{"a_b":1}""", """{"a__b":1}""", """{"a_":1}""", """{"_a":1}""", """{"_":1}""", """{"":1}""", """{"é":1}""", """{"a\u0062":1}""", """{"a.b":1}""", """{"a%b":1}""", """{"a[":1}""",
            """{"recipient":1}""", """{"from_address":1}""", """{"reply_to":1}""", """{"a":{"recipient":1}}""", """{"a":{"_b":1}}""", """{"a":[{"B":1}]}""", """{"recipient ":1}""", """{"Recipient":1}""", """{"recipients":1}""", """{"a":1,"a":2}""",
            $$"""{"{{new string('a', 150)}}":1}""", $$"""{"{{new string('a', 151)}}":1}""", $$"""{"{{new string('A', 151)}}":1}""", $$"""{"{{new string('A', 45)}}":1}""",
            "{\"a\":" + new string('[', 31) + new string(']', 31) + "}", "{\"a\":" + new string('[', 32) + new string(']', 32) + "}",
            string.Concat(Enumerable.Repeat("{\"a\":", 32)) + "1" + new string('}', 32), string.Concat(Enumerable.Repeat("{\"a\":", 33)) + "1" + new string('}', 33), string.Concat(Enumerable.Repeat("{\"a\":", 32)),
        ];
        yield return new("PropertiesFault", [null], null);
        foreach (var json in Odd.Concat(chosen)
            .Concat(Odd.Select(odd => $$"""{"a":"{{odd}}","b":1}"""))
            .Concat(Odd.Select(odd => $$"""{"a{{odd}}":1}"""))
            .Concat(Times(700, Properties))
            .Concat(Times(1500, () => Spoiled(Properties()))))
        {
            yield return new("PropertiesFault", [json], Reference.PropertiesFault(json));
        }
    }

    private string Properties()
    {
        var json = new StringBuilder();
        Space(json);
        Object(json, 0);
        Space(json);
        return json.ToString();
    }

    private void Object(StringBuilder json, int depth)
    {
        json.Append('{');
        Space(json);
        var count = _random.Next(depth == 0 ? 6 : 3);
        for (var i = 0; i < count; i++)
        {
            json.Append(i > 0 ? "," : "");
            Space(json);
            json.Append('"').Append(Pick("order_id", "value_cents", "items", "sku", "a", "a1_b2", "note")).Append('"');
            Space(json);
            json.Append(':');
            Space(json);
            Value(json, depth + 1);
            Space(json);
        }

        json.Append('}');
    }

    private void Value(StringBuilder json, int depth)
    {
        switch (_random.Next(depth > 4 ? 4 : 6))
        {
            case 0:
                json.Append(Pick("0", "-1", "17", "3.25", "-0.5e+3", "1E9"));
                break;
            case 1:
                json.Append(Pick("true", "false", "null"));
                break;
            case 2 or 3:
                json.Append('"').Append(string.Concat(Times(_random.Next(6), () => Pick("a", "B ", "7", "é", "€", "😀", @"\n", @"\""", @"\\", @"\u00e9", @"\ud83d\ude00", "/", "{", ",")))).Append('"');
                break;
            case 4:
                Object(json, depth);
                break;
            default:
                json.Append('[');
                var count = _random.Next(3);
                for (var i = 0; i < count; i++)
                {
                    json.Append(i > 0 ? "," : "");
                    Value(json, depth + 1);
                }

                json.Append(']');
                break;
        }
    }

    /// <summary>One or two characters lost, doubled, put in or put in another's place.</summary>
    private string Spoiled(string json)
    {
        var text = json;
        for (var i = _random.Next(1, 3); i > 0 && text.Length > 0; i--)
        {
            var at = _random.Next(text.Length);
            var other = Pick("{", "}", "[", "]", "\"", ",", ":", "\\", "0", "-", ".", "e", "+", "t", "_", "A", " ", "\0", "\u001f", "\ud800", "\udc00", "é", "\u00a0");
            text = _random.Next(4) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, other),
                2 => text.Insert(at, text[at].ToString()),
                _ => text.Remove(at, 1).Insert(at, other),
            };
        }

        return text;
    }

    private void Space(StringBuilder json) => json.Append(_random.Next(8) == 0 ? Pick(" ", "  ", "\n", "\t", "\r\n") : "");

    /// <summary>Up to so many units, of every kind; half pairs in one text of four.</summary>
    private string Text(int most)
    {
        var isOdd = _random.Next(4) == 0;
        return string.Concat(Times(_random.Next(most), () => _random.Next(40) switch
        {
            0 when isOdd => Pick("\ud83d", "\ude00"),
            0 or 1 => Pick("😀", "🦘", "𝒳"),
            < 6 => ((char)_random.Next(0x80, 0x800)).ToString(),
            < 9 => ((char)_random.Next(0x800, 0xd800)).ToString(),
            9 => ((char)_random.Next(1, 0x20)).ToString(),
            _ => ((char)_random.Next(0x20, 0x7f)).ToString(),
        }));
    }

    private string Pick(params ReadOnlySpan<string> from) => from[_random.Next(from.Length)];

    private static IEnumerable<T> Times<T>(int count, Func<T> make) => Enumerable.Range(0, count).Select(_ => make());
}
