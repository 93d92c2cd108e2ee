using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

public sealed class ObjectTests
{
    private readonly House _house = new();

    public ObjectTests() => _house.Store.Mapping = Mappings.Shop.TrimEnd() + "\n" + """
        objects:
          product: { type: 1, table: Products, id: { column: Sku, prefix: p_ }, attributes: { stock: Stock }, people: [{ table: Wishes, object: Sku, person: CustomerId }] }
        """;

    [Fact]
    public async Task An_object_is_identified_once_and_deleted_once_it_is_gone()
    {
        _house.Store.Objects["7"] = new PersonRow("7", true, false, """{"row":{"Stock":3}}""");
        var first = _house.Store.Add(MessageKind.Object, "7", "objects:product");
        await _house.DrainAsync();
        var second = _house.Store.Add(MessageKind.Object, "7", "objects:product");
        await _house.DrainAsync();
        _house.Store.Objects.Clear();
        var third = _house.Store.Add(MessageKind.Object, "7", "objects:product");
        await _house.DrainAsync();
        var fourth = _house.Store.Add(MessageKind.Object, "7", "objects:product");
        await _house.DrainAsync();

        Assert.Equal(
            [
                """{"type":"object","identifiers":{"object_type_id":"1","object_id":"p_7"},"action":"identify","attributes":{"stock":3}}""",
                """{"type":"object","identifiers":{"object_type_id":"1","object_id":"p_7"},"action":"delete"}""",
            ],
            _house.Api.Items.Select(item => item.GetRawText()));
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(first));
        Assert.StartsWith("OBX456", _house.Store.ReasonOf(second), StringComparison.Ordinal);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(third));
        Assert.StartsWith("OBX482", _house.Store.ReasonOf(fourth), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"lookups":{"object":{"value":"7"}}}""", "add_relationships")]
    [InlineData("""{"lookups":{"object":null}}""", "delete_relationships")]
    public async Task A_relation_says_what_is_so_now_after_the_persons_attributes(string related, string action)
    {
        _house.Store.Person("1");
        var row = Relation("""{"Sku":7,"CustomerId":1}""");
        _house.Store.Related[row] = related;
        await _house.DrainAsync();

        var items = _house.Api.Items.ToList();
        Assert.Equal(["identify", action], items.Select(item => item.GetProperty("action").GetString()));
        Assert.Equal(2, _house.Api.Requests.Count);
        Assert.Equal(
            """[{"identifiers":{"object_type_id":"1","object_id":"p_7"}}]""", items[1].GetProperty("cio_relationships").GetRawText());
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(row));
    }

    [Fact]
    public async Task A_relation_of_nothing_and_an_object_that_is_mapped_no_longer_are_dead_with_their_reason()
    {
        _house.Store.Person("1");
        var nothing = Relation("""{"Sku":null,"CustomerId":1}""");
        var unknown = _house.Store.Add(MessageKind.Object, "7", "objects:gone");
        await _house.DrainAsync();

        Assert.StartsWith("OBX483", _house.Store.ReasonOf(nothing), StringComparison.Ordinal);
        Assert.StartsWith("OBX422", _house.Store.ReasonOf(unknown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_attribute_of_an_object_is_left_out_and_recorded()
    {
        _house.Store.Objects["7"] = new PersonRow("7", true, false, """{"row":{"Stock":3}}""");
        var row = _house.Store.Add(MessageKind.Object, "7", "objects:product");
        _house.Api.Answer = (number, _) => number == 1 ? ScriptedApi.Refused with { Refusals = [new ItemRefusal(0, "invalid", "attributes.stock", "no")] } : ScriptedApi.Accepted;
        await _house.DrainAsync();

        Assert.Equal("{}", _house.Api.Items.Last().GetProperty("attributes").GetRawText());
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(row));
        Assert.Equal(("objects:product", "OBX461", "stock"), _house.Store.Faults.Select(f => (f.CapturedBy, f.Code, f.Field)).Single());
    }

    private long Relation(string captured) => _house.Store.Add(new OutboxMessage
    {
        MessageId = 0,
        Kind = MessageKind.Relation,
        CapturedBy = "objects:product:Wishes",
        PersonKey = "1",
        Captured = captured,
        CreatedAt = DateTime.UnixEpoch,
    });
}
