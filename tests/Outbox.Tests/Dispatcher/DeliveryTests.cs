using Outbox.Core.Events;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

public sealed class DeliveryTests
{
    private readonly House _house = new();

    public DeliveryTests()
    {
        _house.Store.Live("order_completed", "order_shipped");
        _house.Store.Person("1");
        _house.Store.Person("2");
    }

    [Fact]
    public async Task Attributes_are_accepted_before_any_event_of_their_person_goes()
    {
        var touch = _house.Store.Add(MessageKind.Touch, "1");
        var order = _house.Store.Event("order_completed", "1001", "1");

        await _house.DrainAsync();

        Assert.Equal(["identify", "event"], _house.Api.Items.Select(item => item.GetProperty("action").GetString()));
        Assert.Equal(2, _house.Api.Requests.Count);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(touch));
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(order));
        Assert.Equal(MemoryStore.HashOf("basic"), _house.Store.Sent["cust_1"].AttributesHash);
        Assert.Null(_house.Failure);
    }

    [Fact]
    public async Task A_live_event_carries_the_ulid_of_its_event_id()
    {
        _house.Store.Event("order_completed", "1001", "1");

        await _house.DrainAsync();

        var item = _house.Api.Items.Last();
        Assert.Equal("order_completed", item.GetProperty("name").GetString());
        Assert.Equal(EventUlid.Derive("shop", "order_completed:1001"), item.GetProperty("id").GetString());
        Assert.Equal("cust_1", item.GetProperty("identifiers").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_shadow_event_has_a_name_and_an_id_of_its_own()
    {
        _house.Store.Types["order_completed"] = new EventTypeState("order_completed", Delivery.Shadow, 100, "sql");
        _house.Store.Event("order_completed", "1001", "1");

        await _house.DrainAsync();

        var item = _house.Api.Items.Last();
        Assert.Equal("shadow_order_completed", item.GetProperty("name").GetString());
        Assert.Equal(EventUlid.Derive("shop", "shadow_order_completed:1001"), item.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Shaped_events_are_saved_before_the_first_request()
    {
        _house.Store.Event("order_completed", "1001", "1");
        var savedAtFirstRequest = false;
        _house.Api.Answer = (number, _) =>
        {
            savedAtFirstRequest |= number == 1 && _house.Store.Row(1).Properties is not null;
            return ScriptedApi.Accepted;
        };

        await _house.DrainAsync();

        Assert.True(savedAtFirstRequest);
    }

    [Fact]
    public async Task Of_a_207_the_refused_items_are_dead_and_the_rest_is_sent()
    {
        _house.Store.AlreadySent("1");
        var rows = Enumerable.Range(0, 3).Select(i => _house.Store.Event("order_completed", $"{i}", "1")).ToList();
        _house.Api.Answer = (number, _) => ScriptedApi.Partly(new ItemRefusal(1, "invalid", "attributes.total", "must be a number"));

        await _house.DrainAsync();

        Assert.Equal(
            [MessageStatus.Sent, MessageStatus.Dead, MessageStatus.Sent], rows.Select(_house.Store.StatusOf));
        Assert.Equal("OBX459: invalid, attributes.total, must be a number", _house.Store.ReasonOf(rows[1]));
    }

    [Fact]
    public async Task One_poison_event_in_a_thousand_is_found_by_halves_and_the_others_are_sent()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _house.Store.Event("order_completed", $"{i}", $"{(i % 2) + 1}", i == 637 ? """{"Note":"poison"}""" : "{}");
        }

        _house.Api.Answer = (_, items) => items.Any(item => item.Contains("poison", StringComparison.Ordinal))
            ? ScriptedApi.Refused
            : ScriptedApi.Accepted;

        await _house.DrainAsync();

        Assert.Equal([638L], _house.Store.Outcomes.Values.Where(row => row.Status == MessageStatus.Dead).Select(row => row.MessageId));
        Assert.Equal(999, _house.Store.Outcomes.Values.Count(row => row.Status == MessageStatus.Sent));
    }

    [Fact]
    public async Task A_refused_item_that_travels_alone_is_dead_with_what_was_said()
    {
        var row = _house.Store.Event("order_completed", "1", "1");
        _house.Api.Answer = (_, items) => items[0].Contains("\"event\"", StringComparison.Ordinal)
            ? ScriptedApi.Refused with { Refusals = [new ItemRefusal(0, "invalid", "name", "no such")] }
            : ScriptedApi.Accepted;

        await _house.DrainAsync();

        Assert.Equal("OBX459: invalid, name, no such", _house.Store.ReasonOf(row));
    }

    [Fact]
    public async Task A_row_whose_event_id_was_seen_before_is_skipped()
    {
        _house.Store.Event("order_completed", "1001", "1");
        var second = _house.Store.Event("order_completed", "1001", "1");

        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Skipped, _house.Store.StatusOf(second));
        Assert.StartsWith("OBX450", _house.Store.ReasonOf(second), StringComparison.Ordinal);
        Assert.Single(_house.Api.Items, item => item.GetProperty("action").GetString() == "event");
    }

    [Fact]
    public async Task Events_of_a_type_that_is_off_are_skipped_and_those_of_a_paused_one_wait()
    {
        _house.Store.Types["order_completed"] = new EventTypeState("order_completed", Delivery.Off, 100, "sql");
        _house.Store.Types["order_shipped"] = new EventTypeState("order_shipped", Delivery.Paused, 100, "sql");
        var off = _house.Store.Event("order_completed", "1", "1");
        var paused = _house.Store.Event("order_shipped", "1", "1");

        await _house.DrainAsync();

        Assert.StartsWith("OBX451", _house.Store.ReasonOf(off), StringComparison.Ordinal);
        Assert.Equal(MessageStatus.Pending, _house.Store.StatusOf(paused));
        Assert.Empty(_house.Api.Requests);
    }

    [Fact]
    public async Task An_event_too_large_for_an_item_is_dead_without_a_request()
    {
        var row = _house.Store.Event("order_completed", "1", "1", $$"""{"Note":"{{new string('x', TrackItem.MaxBytes)}}"}""");

        await _house.DrainAsync();

        Assert.StartsWith("OBX458", _house.Store.ReasonOf(row), StringComparison.Ordinal);
        Assert.DoesNotContain(_house.Api.Items, item => item.GetProperty("action").GetString() == "event");
    }

    [Fact]
    public async Task Events_of_a_feed_take_the_delivery_of_the_feed()
    {
        _house.Store.Mapping = Mappings.WithFeed("Lifecycle");
        _house.Store.Live("feed:Lifecycle");
        var row = _house.Store.Event("plan_changed", "9", "1");
        _house.Store.Add(_house.Store.Row(row) with { CapturedBy = "feed:Lifecycle", EventId = "plan_changed:10" });

        await _house.DrainAsync();

        Assert.StartsWith("OBX422", _house.Store.ReasonOf(row), StringComparison.Ordinal);
        Assert.Equal("plan_changed", _house.Api.Items.Last().GetProperty("name").GetString());
    }

    [Fact]
    public async Task Events_of_a_strict_type_go_one_after_the_other()
    {
        _house.Store.Mapping = Mappings.Strict;
        for (var i = 0; i < 3; i++)
        {
            _house.Store.Event("order_completed", $"{i}", "1");
        }

        await _house.DrainAsync();

        Assert.Equal(4, _house.Api.Requests.Count);
        Assert.All(_house.Api.Requests, request => Assert.Single(request));
        Assert.Equal(
            Enumerable.Range(0, 3).Select(i => EventUlid.Derive("shop", $"order_completed:{i}")),
            _house.Api.Items.Skip(1).Select(item => item.GetProperty("id").GetString()));
    }
}
