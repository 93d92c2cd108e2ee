using Outbox.Sandbox.Workspace;

namespace Outbox.Tests.Sandbox;

public class ItemValidationTests
{
    private const string Event = """{"type":"person","action":"event","identifiers":{"id":"1"},"name":"bought"}""";

    [Theory]
    [InlineData("type", """{"action":"delete","identifiers":{"id":"1"}}""")]
    [InlineData("type", """{"type":"segment","action":"delete","identifiers":{"id":"1"}}""")]
    [InlineData("action", """{"type":"delivery","action":"delete","identifiers":{"id":"1"}}""")]
    [InlineData("attributes.device_token", """{"type":"delivery","action":"event","identifiers":{"id":"1"},"name":"opened"}""")]
    [InlineData("name", """{"type":"delivery","action":"event","identifiers":{"id":"1"},"name":"bounced","attributes":{"device_token":"t"}}""")]
    [InlineData("type", """{"type":7,"action":"delete","identifiers":{"id":"1"}}""")]
    [InlineData("action", """{"type":"person","identifiers":{"id":"1"}}""")]
    [InlineData("action", """{"type":"person","action":"add_devices","identifiers":{"id":"1"}}""")]
    [InlineData("device.token", """{"type":"person","action":"add_device","identifiers":{"id":"1"},"device":{"platform":"ios"}}""")]
    [InlineData("device.platform", """{"type":"person","action":"add_device","identifiers":{"id":"1"},"device":{"token":"t"}}""")]
    [InlineData("device.platform", """{"type":"person","action":"add_device","identifiers":{"id":"1"},"device":{"token":"t","platform":"web"}}""")]
    [InlineData("device.token", """{"type":"person","action":"delete_device","identifiers":{"id":"1"},"device":{}}""")]
    [InlineData("identifiers.phone", """{"type":"person","action":"delete","identifiers":{"phone":"+4915112345678"}}""")]
    [InlineData("identifiers", """{"type":"person","action":"delete"}""")]
    [InlineData("identifiers", """{"type":"person","action":"delete","identifiers":"1"}""")]
    [InlineData("identifiers", """{"type":"person","action":"delete","identifiers":{}}""")]
    [InlineData("identifiers", """{"type":"person","action":"delete","identifiers":{"id":"1","email":"a@b.c"}}""")]
    [InlineData("identifiers.name", """{"type":"person","action":"delete","identifiers":{"name":"1"}}""")]
    [InlineData("identifiers.id", """{"type":"person","action":"delete","identifiers":{"id":" "}}""")]
    [InlineData("identifiers.id", """{"type":"person","action":"delete","identifiers":{"id":true}}""")]
    [InlineData("identifiers.email", """{"type":"person","action":"delete","identifiers":{"email":"nobody"}}""")]
    [InlineData("identifiers.phone", """{"type":"person","action":"delete","identifiers":{"phone":"0123 456"}}""")]
    [InlineData("name", """{"type":"person","action":"event","identifiers":{"id":"1"}}""")]
    [InlineData("name", """{"type":"person","action":"event","identifiers":{"id":"1"},"name":"  "}""")]
    [InlineData("id", """{"type":"person","action":"event","identifiers":{"id":"1"},"name":"x","id":7}""")]
    [InlineData("attributes", """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":[]}""")]
    [InlineData("attributes", """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"":1}}""")]
    [InlineData("attributes._plan", """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"_plan":1}}""")]
    [InlineData("attributes._update", """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"_update":"yes"}}""")]
    [InlineData("attributes._update", """{"type":"person","action":"event","identifiers":{"id":"1"},"name":"x","attributes":{"_update":true}}""")]
    [InlineData("item", """{"type":"person","action":"event","identifiers":{"id":"\ud800"},"name":"x"}""")]
    public void An_invalid_item_is_rejected_with_the_field_that_is_wrong(string field, string item)
    {
        var workbench = new Workbench();

        var record = workbench.Send(item);

        Assert.Equal(ItemOutcome.Rejected, record.Effect.Outcome);
        Assert.Equal(field, record.Item.Error!.Field);
        Assert.Equal(0, workbench.Ledger.State.People.Count);
    }

    [Theory]
    [InlineData(149, true)]
    [InlineData(150, true)]
    [InlineData(151, false)]
    public void A_person_id_has_150_bytes(int bytes, bool taken) =>
        AssertTaken(taken, Event.Replace("\"1\"", $"\"{new string('p', bytes)}\"", StringComparison.Ordinal));

    [Theory]
    [InlineData(75, true)]
    [InlineData(76, false)]
    public void Limits_count_bytes_and_not_characters(int umlauts, bool taken) =>
        AssertTaken(taken, Event.Replace("\"1\"", $"\"{new string('ü', umlauts)}\"", StringComparison.Ordinal));

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void An_event_name_has_100_bytes_after_it_is_trimmed(int bytes, bool taken) =>
        AssertTaken(taken, Event.Replace("bought", $"  {new string('n', bytes)} ", StringComparison.Ordinal));

    [Theory]
    [InlineData(149, true)]
    [InlineData(150, true)]
    [InlineData(151, false)]
    public void An_attribute_name_has_150_bytes(int bytes, bool taken) =>
        AssertTaken(taken, Identify($"\"{new string('a', bytes)}\":1"));

    [Theory]
    [InlineData(999, true)]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void A_person_attribute_has_1000_bytes(int bytes, bool taken)
    {
        AssertTaken(taken, Identify($"\"a\":\"{new string('v', bytes)}\""));
        AssertTaken(taken, Identify($"\"a\":[\"{new string('v', bytes - 4)}\"]"));
    }

    [Fact]
    public void Escapes_do_not_count_towards_the_bytes_of_a_text() =>
        AssertTaken(true, Identify($"\"a\":\"{string.Concat(Enumerable.Repeat("\\n", 1_000))}\""));

    [Fact]
    public void An_events_data_may_be_longer_than_a_persons_attribute() =>
        AssertTaken(true, Event.Replace("}}", "}", StringComparison.Ordinal)[..^1] + $",\"attributes\":{{\"items\":\"{new string('v', 5_000)}\"}}}}");

    [Theory]
    [InlineData(299, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void An_identify_has_300_attributes(int count, bool taken) =>
        AssertTaken(taken, Identify("\"_update\":false," + string.Join(',', Enumerable.Range(1, count).Select(i => $"\"a{i}\":{i}"))));

    [Theory]
    [InlineData(32_767, true)]
    [InlineData(32_768, true)]
    [InlineData(32_769, false)]
    public void An_item_has_32_times_1024_bytes(int bytes, bool taken)
    {
        var item = Event[..^1] + ",\"attributes\":{\"a\":\"\"}}";
        AssertTaken(taken, item.Replace("\"a\":\"\"", $"\"a\":\"{new string('v', bytes - item.Length)}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no ULID", """{"type":"person","action":"event","identifiers":{"id":"1"},"name":"x","id":"order:1"}""")]
    [InlineData("no ULID", """{"type":"person","action":"event","identifiers":{"id":"1"},"name":"x","id":"8ZZZZZZZZZZZZZZZZZZZZZZZZZ"}""")]
    [InlineData("device.color", """{"type":"person","action":"add_device","identifiers":{"id":"1"},"device":{"token":"t","platform":"ios","color":"red"}}""")]
    [InlineData("relationship_attributes", """{"type":"person","action":"add_relationships","identifiers":{"id":"1"},"cio_relationships":[{"identifiers":{"object_type_id":"1","object_id":"a"},"relationship_attributes":{"a":1}}]}""")]
    [InlineData("no `id`", """{"type":"person","action":"event","identifiers":{"id":"1"},"name":"x"}""")]
    [InlineData("recipient", """{"type":"person","action":"event","identifiers":{"id":"1"},"name":"x","id":"01DXF6DT0000000000000000AA","attributes":{"recipient":"a@b.c"}}""")]
    [InlineData("`atributes`", """{"type":"person","action":"identify","identifiers":{"id":"1"},"atributes":{}}""")]
    public void What_the_api_takes_and_nobody_means_is_taken_with_a_warning(string part, string item)
    {
        var record = new Workbench().Send(item);

        Assert.Equal(ItemOutcome.Applied, record.Effect.Outcome);
        Assert.Contains(part, Assert.Single(record.Item.Warnings), StringComparison.Ordinal);
    }

    private static string Identify(string attributes) =>
        $$$"""{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{{{{attributes}}}}}""";

    private static void AssertTaken(bool taken, string item) =>
        Assert.Equal(taken ? ItemOutcome.Applied : ItemOutcome.Rejected, new Workbench().Send(item).Effect.Outcome);
}
