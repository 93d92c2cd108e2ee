using Outbox.Core.Errors;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using static Outbox.Tests.Shape.ShapeBench;

namespace Outbox.Tests.Shape;

public sealed class EventShapeTests
{
    private static readonly Conversion CentsOfRow = new(ConversionKind.Cents, new CodeSource(null, Column("Currency")));

    [Fact]
    public void Keys_stand_in_the_order_of_the_mapping() => Assert.Equal(
        """{"b":2,"a":1,"c":"it's <ok> ☕ é"}""",
        ShapeRow("""{"A":1,"B":2,"C":"it's <ok> ☕ é"}""", null, Take("b", "B"), Take("a", "A"), Take("c", "C")).PropertiesJson);

    [Fact]
    public void A_column_is_found_whatever_its_case() =>
        Assert.Equal("""{"a":1}""", ShapeRow("""{"ORDERID":1}""", null, Take("a", "OrderId")).PropertiesJson);

    [Fact]
    public void A_value_before_the_write_stands_apart() => Assert.Equal(
        """{"old":9.50,"new":8}""",
        ShapeRow("""{"before:Price":9.50,"Price":8}""", null, Take("old", "Price", before: true), Take("new", "Price")).PropertiesJson);

    [Fact]
    public void A_new_row_has_no_value_before()
    {
        var shaped = ShapeRow("""{"Price":8}""", null, Take("old", "Price", before: true));

        Assert.Equal("""{"old":null}""", shaped.PropertiesJson);
        Assert.Empty(shaped.Faults);
    }

    [Fact]
    public void A_column_that_was_not_captured_is_null_and_a_fault()
    {
        var shaped = ShapeRow("{}", null, Take("a", "A"));

        Assert.Equal("""{"a":null}""", shaped.PropertiesJson);
        Assert.Equal((RowErrors.NotCaptured, "a"), Only(shaped));
    }

    [Fact]
    public void A_looked_up_value_comes_with_its_own_currency() => Assert.Equal(
        """{"store":"Soho","fee":500}""",
        ShapeRow(
            "{}",
            """{"lookups":{"store":{"value":"Soho"},"fee":{"value":"499.5","currency":"JPY"}}}""",
            Look("store", "Stores", "Name"),
            Look("fee", "Stores", "Fee", CentsOfRow)).PropertiesJson);

    [Theory]
    [InlineData("""{"lookups":{"store":{"value":null}}}""")]
    [InlineData("""{"lookups":{"store":null}}""")]
    [InlineData("""{"lookups":{}}""")]
    [InlineData("{}")]
    public void A_lookup_that_matches_nothing_is_null(string related)
    {
        var shaped = ShapeRow("{}", related, Look("store", "Stores", "Name"));

        Assert.Equal("""{"store":null}""", shaped.PropertiesJson);
        Assert.Empty(shaped.Faults);
    }

    [Fact]
    public void Lines_become_an_array_with_their_own_columns_and_lookups() => Assert.Equal(
        """{"items":[{"sku":"A","price":1250,"category":"beans"},{"sku":"B","price":3,"category":null}]}""",
        ShapeRow(
            "{}",
            """
            {"each":{"items":[
              {"row":{"Sku":"A","Price":12.5,"Currency":"USD"},"lookups":{"category":{"value":"beans"}}},
              {"row":{"Sku":"B","Price":3,"Currency":"JPY"},"lookups":{"category":{"value":null}}}]}}
            """,
            Each("items", "Lines", Take("sku", "Sku"), Take("price", "Price", CentsOfRow), Look("category", "Products", "Category")))
            .PropertiesJson);

    [Fact]
    public void The_same_fault_of_many_lines_is_recorded_once_under_the_arrays_name()
    {
        var lines = string.Join(',', Enumerable.Repeat("""{"row":{"Qty":"many"}}""", 1_000));
        var shaped = ShapeRow("{}", $$$"""{"each":{"items":[{{{lines}}}]}}""", Each("items", "Lines", Take("qty", "Qty", new(ConversionKind.Number))));

        Assert.Equal((RowErrors.NotANumber, "items.qty"), Only(shaped));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[]")]
    [InlineData("not json")]
    public void Missing_related_rows_are_a_fault_not_a_silence(string? related)
    {
        var shaped = ShapeRow("""{"A":1}""", related, Take("a", "A"), Look("store", "Stores", "Name"), Each("items", "Lines", Take("sku", "Sku")));

        Assert.Equal("""{"a":1,"store":null,"items":[]}""", shaped.PropertiesJson);
        Assert.Equal((RowErrors.RowsUnreadable, "related"), Only(shaped));
        Assert.Null(shaped.DeadReason);
    }

    [Fact]
    public void A_views_columns_follow_by_their_kinds_and_the_mapping_comes_first()
    {
        var shaper = ShaperOf(
            Map(Event(Take("margin", "Margin")) with
            {
                View = View("OrderFacts", Take("paid_at", "paid_at", new(ConversionKind.Timestamp, Zone: "UTC"))),
            }),
            Of("OrderFacts", ("OrderId", ColumnKind.Integer), ("margin", ColumnKind.Text), ("is_first", ColumnKind.Boolean), ("paid_at", ColumnKind.Unknown), ("score", ColumnKind.Unknown)));

        var shaped = shaper.ShapeEvent(
            Message("""{"Margin":1}"""),
            """{"view":{"OrderId":1,"margin":"x","is_first":1,"paid_at":"2026-11-23 08:05:09","score":0.50}}""");

        Assert.Equal("""{"margin":1,"is_first":true,"paid_at":"2026-11-23T08:05:09.000Z","score":0.50}""", shaped.PropertiesJson);
        Assert.Empty(shaped.Faults);
        Assert.Equal(
            """{"margin":1,"is_first":null,"paid_at":null,"score":null}""",
            shaper.ShapeEvent(Message("""{"Margin":1}"""), """{"view":null}""").PropertiesJson);
    }

    [Theory]
    [InlineData("\"a\\ud800b\"")]
    [InlineData("\"a\\uDC00b\"")]
    [InlineData("\"aHIGHb\"")]
    public void Half_a_surrogate_pair_is_replaced_and_recorded(string raw)
    {
        // An attribute cannot hold half a pair as it stands.
        var text = raw.Replace("HIGH", "\ud800", StringComparison.Ordinal);
        var shaped = ShapeRow($$"""{"A":{{text}},"B":"\ud83d\ude00 \\ud800 \ufffd"}""", null, Take("a", "A"));

        Assert.Equal("{\"a\":\"a\ufffdb\"}", shaped.PropertiesJson);
        Assert.Equal((RowErrors.BrokenText, "a"), Only(shaped));
    }

    [Fact]
    public void A_whole_surrogate_pair_and_an_escaped_backslash_stay()
    {
        var shaped = ShapeRow("""{"A":"\ud83d\ude00 \\ud800"}""", null, Take("a", "A"));

        Assert.Empty(shaped.Faults);
        using var data = System.Text.Json.JsonDocument.Parse(shaped.PropertiesJson);
        Assert.Equal("😀 \\ud800", data.RootElement.GetProperty("a").GetString());
    }

    [Fact]
    public void The_same_row_gives_the_same_bytes()
    {
        Property[] properties = [Take("a", "A"), Take("t", "T", new(ConversionKind.Timestamp)), Look("s", "Stores", "Name"), Each("i", "Lines", Take("q", "Q"))];
        const string Captured = """{"A":"é\ud800","T":"2026-11-01 01:30:00"}""";
        const string Related = """{"lookups":{"s":{"value":1.50}},"each":{"i":[{"row":{"Q":1}}]}}""";

        Assert.Equal(ShapeRow(Captured, Related, properties).PropertiesJson, ShapeRow(Captured, Related, properties).PropertiesJson);
    }

    [Theory]
    [InlineData(null, "OBX421")]
    [InlineData("", "OBX421")]
    [InlineData("nonsense", "OBX421")]
    [InlineData("[1]", "OBX421")]
    public void A_capture_that_is_no_object_is_dead(string? captured, string code) =>
        Assert.StartsWith(code + ": ", ShaperOf(Map(Event(Take("a", "A")))).ShapeEvent(Message(captured), null).DeadReason, StringComparison.Ordinal);

    [Fact]
    public void A_capture_that_the_mapping_no_longer_has_is_dead() =>
        Assert.StartsWith("OBX422: ", ShaperOf(Map(Event())).ShapeEvent(Message("{}", "gone"), null).DeadReason, StringComparison.Ordinal);

    [Fact]
    public void An_id_that_is_too_long_is_dead() => Assert.StartsWith(
        "OBX424: ",
        ShaperOf(Map(Event())).ShapeEvent(Message("{}") with { EventId = new string('x', 256) }, null).DeadReason,
        StringComparison.Ordinal);

    private static (ErrorCode, string) Only(ShapedEvent shaped)
    {
        var fault = Assert.Single(shaped.Faults);
        return (fault.Code, fault.Field);
    }
}
