using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Tests.Shape.ShapeBench;

namespace Outbox.Tests.Shape;

public sealed class ConversionTests
{
    [Theory]
    [InlineData("12.34", "USD", "1234")]
    [InlineData("\"12.34\"", "USD", "1234")]
    [InlineData("\" 12.34 \"", "EUR", "1234")]
    [InlineData("12", "USD", "1200")]
    [InlineData("1.005", "USD", "101")]
    [InlineData("-1.005", "USD", "-101")]
    [InlineData("1.0049999", "USD", "100")]
    [InlineData("0.005", "USD", "1")]
    [InlineData("-0.005", "USD", "-1")]
    [InlineData("0.00", "USD", "0")]
    [InlineData("499.5", "JPY", "500")]
    [InlineData("-499.5", "JPY", "-500")]
    [InlineData("499.4", "JPY", "499")]
    [InlineData("1.2345", "KWD", "1235")]
    [InlineData("-1.2345", "KWD", "-1235")]
    [InlineData("922337203685477.5807", "USD", "92233720368547758")]
    [InlineData("-922337203685477.5808", "USD", "-92233720368547758")]
    [InlineData("922337203685477.5807", "KWD", "922337203685477581")]
    [InlineData("1e-7", "USD", "0")]
    [InlineData("1.5e3", "USD", "150000")]
    [InlineData("0.30000000000000004", "USD", "30")]
    [InlineData("9e999", "USD", "null OBX401")]
    [InlineData("99999999999999999999", "USD", "null OBX402")]
    [InlineData("\"12,34\"", "USD", "null OBX401")]
    [InlineData("\"$12\"", "USD", "null OBX401")]
    [InlineData("\"\"", "USD", "null OBX401")]
    [InlineData("true", "USD", "null OBX401")]
    [InlineData("{}", "USD", "null OBX401")]
    [InlineData("12.34", "XXX", "null OBX402")]
    [InlineData("12.34", "DOLLAR", "null OBX402")]
    [InlineData("null", "USD", "null")]
    public void Money_becomes_the_smallest_unit_half_away_from_zero(string raw, string currency, string expected) =>
        Assert.Equal(expected, Convert(raw, new Conversion(ConversionKind.Cents, new CodeSource(currency, null))));

    [Theory]
    [InlineData("\"JPY\"", "13")]
    [InlineData("\" jpy \"", "13")]
    [InlineData("\"USD\"", "1250")]
    [InlineData("\"\"", "null OBX402")]
    [InlineData("null", "null OBX402")]
    [InlineData("7", "null OBX402")]
    public void A_currency_may_stand_in_a_column(string currency, string expected)
    {
        var conversion = new Conversion(ConversionKind.Cents, new CodeSource(null, Column("Currency")));
        var shaped = ShapeRow($$"""{"X":12.5,"Currency":{{currency}}}""", null, Take("x", "X", conversion));

        Assert.Equal($$"""{"x":{{expected.Split(' ')[0]}}}""", shaped.PropertiesJson);
        Assert.Equal(expected.Contains(' ', StringComparison.Ordinal) ? 1 : 0, shaped.Faults.Count);
    }

    [Theory]
    [InlineData("(212) 736-5000", "US", "\"+12127365000\"")]
    [InlineData("030 901820", "DE", "\"+4930901820\"")]
    [InlineData("020 7946 0018", "GB", "\"+442079460018\"")]
    [InlineData("01 42 68 53 00", "FR", "\"+33142685300\"")]
    [InlineData("03-3213-1111", "JP", "\"+81332131111\"")]
    [InlineData("+49 30 901820", "US", "\"+4930901820\"")]
    [InlineData("011 49 30 901820", "us", "\"+4930901820\"")]
    [InlineData("+49 30 901820", null, "\"+4930901820\"")]
    [InlineData("030 901820", null, "null OBX405")]
    [InlineData("030 901820", "ZZ", "null OBX405")]
    [InlineData("12", "US", "null OBX405")]
    [InlineData("call me", "US", "null OBX405")]
    [InlineData("  ", "US", "null")]
    public void A_phone_number_becomes_e164(string phone, string? region, string expected) => Assert.Equal(
        expected,
        Convert(Quote(phone), new Conversion(ConversionKind.Phone, Region: new CodeSource(region, null))).Replace("\\u002B", "+", StringComparison.Ordinal));

    [Fact]
    public void A_region_may_stand_in_a_column() => Assert.Equal(
        """{"x":"+4930901820"}""",
        ShapeRow(
            """{"X":"030 901820","Country":"DE"}""",
            null,
            Take("x", "X", new Conversion(ConversionKind.Phone, Region: new CodeSource(null, Column("Country"))))).PropertiesJson);

    [Theory]
    [InlineData("1", "true")]
    [InlineData("0", "false")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("\"1\"", "true")]
    [InlineData("\"0\"", "false")]
    [InlineData("\"Y\"", "true")]
    [InlineData("\"N\"", "false")]
    [InlineData("\"Yes\"", "true")]
    [InlineData("\"no\"", "false")]
    [InlineData("\"t\"", "true")]
    [InlineData("\"F\"", "false")]
    [InlineData("\" TRUE \"", "true")]
    [InlineData("\"False\"", "false")]
    [InlineData("2", "null OBX404")]
    [InlineData("-1", "null OBX404")]
    [InlineData("\"\"", "null OBX404")]
    [InlineData("\"maybe\"", "null OBX404")]
    [InlineData("[]", "null OBX404")]
    [InlineData("null", "null")]
    public void A_boolean_is_read_as_shops_store_it(string raw, string expected) =>
        Assert.Equal(expected, Convert(raw, new Conversion(ConversionKind.Boolean)));

    [Theory]
    [InlineData("12", "12")]
    [InlineData("1.50", "1.50")]
    [InlineData("-0.10", "-0.10")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("12345678901234567890123456789012345678", "12345678901234567890123456789012345678")]
    [InlineData("\"12345678901234567890123456789012345678\"", "12345678901234567890123456789012345678")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("\"1.50\"", "1.50")]
    [InlineData("\" 7 \"", "7")]
    [InlineData("\"+5\"", "5")]
    [InlineData("\".5\"", "0.5")]
    [InlineData("\"007\"", "7")]
    [InlineData("true", "1")]
    [InlineData("false", "0")]
    [InlineData("9e999", "null OBX401")]
    [InlineData("\"9e999\"", "null OBX401")]
    [InlineData("\"1,000\"", "null OBX401")]
    [InlineData("\"NaN\"", "null OBX401")]
    [InlineData("\"Infinity\"", "null OBX401")]
    [InlineData("\"\"", "null OBX401")]
    [InlineData("{}", "null OBX401")]
    public void A_number_keeps_its_digits(string raw, string expected) =>
        Assert.Equal(expected, Convert(raw, new Conversion(ConversionKind.Number)));

    [Theory]
    [InlineData("\"{\\\"a\\\": [1, 2.50]}\"", "{\"a\":[1,2.50]}")]
    [InlineData("{\"a\": [1, 2.50]}", "{\"a\":[1,2.50]}")]
    [InlineData("\"null\"", "null")]
    [InlineData("\"\\\"text\\\"\"", "\"text\"")]
    [InlineData("12", "12")]
    [InlineData("\"\"", "null OBX406")]
    [InlineData("\"{\"", "null OBX406")]
    [InlineData("\"{'a':1}\"", "null OBX406")]
    public void Json_is_taken_as_it_is(string raw, string expected) =>
        Assert.Equal(expected, Convert(raw, new Conversion(ConversionKind.Json)));

    [Fact]
    public void Json_too_deep_to_go_into_more_json_is_left_out()
    {
        Assert.Equal("null OBX406", Convert(Nested(33), new Conversion(ConversionKind.Json)));
        Assert.Equal(Nested(32), Convert(Nested(32), new Conversion(ConversionKind.Json)));
    }

    [Theory]
    [InlineData("\" Ann@Example.com \"", "\"Ann@Example.com\"")]
    [InlineData("\"  \"", "null")]
    [InlineData("null", "null")]
    public void An_address_is_trimmed_and_keeps_its_case(string raw, string expected) =>
        Assert.Equal(expected, Convert(raw, new Conversion(ConversionKind.Email)));

    [Theory]
    [InlineData("\" a \"", "\" a \"")]
    [InlineData("12.50", "\"12.50\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("\"a\\u0000b\"", "\"a\\u0000b\"")]
    public void A_text_is_taken_as_it_is(string raw, string expected) =>
        Assert.Equal(expected, Convert(raw, new Conversion(ConversionKind.Text)));

    [Theory]
    [InlineData(ColumnKind.Integer, "\"12\"", "12")]
    [InlineData(ColumnKind.Decimal, "12.50", "12.50")]
    [InlineData(ColumnKind.Float, "1.0e+300", "1.0e+300")]
    [InlineData(ColumnKind.Boolean, "1", "true")]
    [InlineData(ColumnKind.Text, "12", "\"12\"")]
    [InlineData(ColumnKind.Date, "\"2026-11-23\"", "\"2026-11-23\"")]
    [InlineData(ColumnKind.Time, "\"08:05:09\"", "\"08:05:09\"")]
    [InlineData(ColumnKind.DateTime, "\"2026-11-23 08:05:09\"", "\"2026-11-23T13:05:09.000Z\"")]
    [InlineData(ColumnKind.DateTimeOffset, "\"2026-11-23 08:05:09+01:00\"", "\"2026-11-23T07:05:09.000Z\"")]
    [InlineData(ColumnKind.Guid, "\"6F9619FF-8B86\"", "\"6f9619ff-8b86\"")]
    [InlineData(ColumnKind.Binary, "\"0AFF\"", "\"0AFF\"")]
    [InlineData(ColumnKind.Integer, "\"twelve\"", "null OBX401")]
    [InlineData(ColumnKind.Unknown, "12", "12")]
    [InlineData(ColumnKind.Unknown, "\"2026-11-23\"", "\"2026-11-23\"")]
    [InlineData(ColumnKind.Unknown, "false", "false")]
    [InlineData(ColumnKind.Unknown, "{\"a\":1}", "{\"a\":1}")]
    [InlineData(ColumnKind.Unknown, "[1]", "[1]")]
    [InlineData(ColumnKind.Unknown, "null", "null")]
    public void Without_a_conversion_the_type_tells(ColumnKind kind, string raw, string expected) =>
        Assert.Equal(expected, Convert(raw, Conversion.Auto, kind));

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);
}
