using System.Text;
using System.Text.Json;
using Outbox.CustomerIo;
using Outbox.CustomerIo.Http;

namespace Outbox.Tests.CustomerIo;

public class TrackItemTests
{
    private const string Ulid = Harness.Ulid;

    [Fact]
    public void An_event_has_its_keys_in_a_fixed_order_and_its_properties_as_they_stand() => Assert.Equal(
        $$$"""{"type":"person","identifiers":{"id":"cust_42"},"action":"event","name":"order_completed","id":"{{{Ulid}}}","timestamp":1700000000,"attributes":{"b":1.50, "a":"é\u00e9"}}""",
        Text(TrackItem.Event("cust_42", "order_completed", Ulid, 1_700_000_000, """{"b":1.50, "a":"é\u00e9"}""")));

    [Fact]
    public void An_identify_has_its_stamp_before_its_attributes() => Assert.Equal(
        """{"type":"person","identifiers":{"id":"cust_42"},"action":"identify","timestamp":7,"attributes":{"email":"a@b.c","plan":null}}""",
        Text(TrackItem.Identify("cust_42", """{"email":"a@b.c","plan":null}""", 7)));

    [Fact]
    public void An_identify_goes_without_the_refused_attributes_and_keeps_the_bytes_of_the_others() => Assert.Equal(
        """{"type":"person","identifiers":{"id":"cust_42"},"action":"identify","timestamp":7,"attributes":{"total":1.50,"name":"\u00e9","tags":[1, 2]}}""",
        Text(TrackItem.Identify("cust_42", """{"total":1.50,"plan":"gold","name":"\u00e9","tags":[1, 2],"a.b":1}""", 7, ["plan", "a.b", "unknown"])));

    [Fact]
    public void A_delete_names_the_person_alone() => Assert.Equal(
        """{"type":"person","identifiers":{"id":"cust_42"},"action":"delete"}""", Text(TrackItem.Delete("cust_42")));

    [Fact]
    public void A_suppress_names_the_person_alone() => Assert.Equal(
        """{"type":"person","identifiers":{"id":"cust_42"},"action":"suppress"}""", Text(TrackItem.Suppress("cust_42")));

    [Fact]
    public void An_unsuppress_names_the_person_alone() => Assert.Equal(
        """{"type":"person","identifiers":{"id":"cust_42"},"action":"unsuppress"}""", Text(TrackItem.Unsuppress("cust_42")));

    [Fact]
    public void A_merge_names_who_stays_and_who_goes_and_they_are_two()
    {
        Assert.Equal(
            """{"type":"person","primary":{"id":"cust_42"},"secondary":{"id":"guest_1"},"action":"merge"}""",
            Text(TrackItem.Merge("cust_42", "guest_1")));
        Assert.Throws<ArgumentException>(() => TrackItem.Merge("cust_42", "cust_42"));
        Assert.Throws<ArgumentException>(() => TrackItem.Merge("cust_42", ""));
    }

    [Fact]
    public void Text_is_escaped_where_json_demands_it_and_nowhere_else() => Assert.Equal(
        "{\"type\":\"person\",\"identifiers\":{\"id\":\"Zoë \\\"<&>'+\\\\\\n\"},\"action\":\"delete\"}",
        Text(TrackItem.Delete("Zoë \"<&>'+\\\n")));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{},\"action\":\"delete\"")]
    [InlineData("{'a':1}")]
    public void What_is_not_one_json_object_is_no_properties_and_no_attributes(string json)
    {
        Assert.Equal("propertiesJson", Assert.Throws<ArgumentException>(() => TrackItem.Event("p", "n", Ulid, 1, json)).ParamName);
        Assert.Equal("attributesJson", Assert.Throws<ArgumentException>(() => TrackItem.Identify("p", json, 1)).ParamName);
        Assert.Equal("attributesJson", Assert.Throws<ArgumentException>(() => TrackItem.Identify("p", json, 1, ["a"])).ParamName);
    }

    [Fact]
    public void An_event_needs_a_person_a_name_and_a_ulid()
    {
        Assert.Throws<ArgumentException>(() => TrackItem.Event("", "n", Ulid, 1, "{}"));
        Assert.Throws<ArgumentException>(() => TrackItem.Event("p", "", Ulid, 1, "{}"));
        Assert.Throws<ArgumentException>(() => TrackItem.Event("p", "n", "order_completed:1", 1, "{}"));
    }

    [Fact]
    public async Task One_item_is_a_body_as_it_is()
    {
        using var body = new RequestBody([TrackItem.Delete("a")]);
        Assert.Equal("""{"type":"person","identifiers":{"id":"a"},"action":"delete"}""", await body.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Several_items_are_a_batch_of_their_bytes_with_a_length_known_beforehand(int count)
    {
        TrackItem[] items = [.. Enumerable.Range(0, count).Select(i => TrackItem.Identify($"p{i}", """{ "name" : "é" }""", i))];
        using var body = new RequestBody(items);
        var length = body.Headers.ContentLength;

        var bytes = await body.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal("{\"batch\":[" + string.Join(',', items.Select(Text)) + "]}", Encoding.UTF8.GetString(bytes));
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes.Length, TrackItem.BatchLength(count, items.Sum(i => i.Json.Length)));
        Assert.Equal(count, JsonDocument.Parse(bytes).RootElement.GetProperty("batch").GetArrayLength());
    }

    [Theory]
    [InlineData("attributes.plan", "plan")]
    [InlineData("attributes.a.b", "a.b")]
    [InlineData("attributes.", null)]
    [InlineData("identifiers.id", null)]
    [InlineData(null, null)]
    public void A_refusal_names_its_attribute_where_the_field_does(string? field, string? attribute) =>
        Assert.Equal(attribute, new ItemRefusal(0, "invalid", field, null).Attribute);

    private static string Text(TrackItem item) => Encoding.UTF8.GetString(item.Json.Span);
}
