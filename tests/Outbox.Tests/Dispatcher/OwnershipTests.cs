using Outbox.Core.Errors;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Dispatcher;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

public sealed class OwnershipTests
{
    private readonly House _house = new();

    public OwnershipTests()
    {
        _house.Store.Live("order_completed");
        _house.Store.Person("1");
        _house.Store.AlreadySent("1");
    }

    [Fact]
    public async Task A_stop_hands_all_lanes_back()
    {
        _house.Store.LaneCount = 16;
        _house.Store.Event("order_completed", "1", "1");

        await _house.DrainAsync();

        Assert.All(_house.Store.LaneOwners, lane => Assert.Equal((null, 1L), lane));
        Assert.Equal("release", _house.Store.Calls[^1]);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(1));
    }

    [Fact]
    public async Task What_was_read_of_a_lost_lane_is_not_sent_and_its_rows_are_not_closed()
    {
        var order = _house.Store.Event("order_completed", "1", "1");
        var duplicate = _house.Store.Event("order_completed", "1", "1");
        _house.Store.Failing = call =>
        {
            if (call == "sent people")
            {
                _house.Store.Steal(0);
            }

            return null;
        };

        await _house.RunAsync(async _ =>
        {
            while (_house.Store.CallsSoFar.Count(call => call == "read") < 3)
            {
                await Task.Delay(1);
            }
        });

        Assert.Empty(_house.Api.Requests);
        Assert.Null(_house.Store.Row(order).Properties);
        Assert.Equal(MessageStatus.Pending, _house.Store.StatusOf(order));
        Assert.Equal(MessageStatus.Pending, _house.Store.StatusOf(duplicate));
        Assert.Null(_house.Failure);
    }

    [Fact]
    public async Task Nothing_is_sent_of_a_read_of_which_a_row_could_not_be_saved()
    {
        var order = _house.Store.Event("order_completed", "1", "1");
        _house.Store.Unsaved.Add(_house.Store.Event("order_completed", "2", "1"));

        await _house.RunAsync(async _ =>
        {
            while (_house.Store.CallsSoFar.Count(call => call == "save") < 2)
            {
                await Task.Delay(1);
            }
        });

        Assert.Empty(_house.Api.Requests);
        Assert.Equal(MessageStatus.Pending, _house.Store.StatusOf(order));
        Assert.Null(_house.Failure);
    }

    [Fact]
    public async Task What_was_sent_is_recorded_after_a_lost_lane_and_what_was_refused_is_not()
    {
        var sent = _house.Store.Event("order_completed", "1", "1");
        var refused = _house.Store.Event("order_completed", "2", "1");
        _house.Api.Answer = (_, _) =>
        {
            _house.Store.Steal(0);
            return ScriptedApi.Partly(new ItemRefusal(1, "invalid", null, "no"));
        };

        await _house.RunAsync(async _ =>
        {
            while (_house.Store.StatusOf(sent) == MessageStatus.Pending)
            {
                await Task.Delay(1);
            }
        });

        Assert.Single(_house.Api.Requests);
        Assert.Equal(MessageStatus.Pending, _house.Store.StatusOf(refused));
        Assert.Single(_house.Store.Attempts);
    }

    [Fact]
    public async Task A_row_whose_person_a_lookup_tells_is_routed_and_goes_before_what_came_after_it()
    {
        _house.Store.LaneCount = 16;
        _house.Store.Mapping = Mappings.Shop + "\n  refund_issued: { table: Refunds, when: inserted, id: [RefundId], person: { lookup: Orders, on: OrderId, column: CustomerId } }\n";
        _house.Store.Live("refund_issued");
        var refund = _house.Store.Add(new OutboxMessage
        {
            MessageId = 0,
            Kind = MessageKind.Event,
            CapturedBy = "refund_issued",
            EventName = "refund_issued",
            EventId = "refund_issued:1",
            Captured = """{"RefundId":1,"OrderId":1}""",
            Lane = Lanes.Unrouted,
            CreatedAt = _house.Clock.GetUtcNow().UtcDateTime,
        });
        _house.Store.Related[refund] = """{"person":{"key":"1"}}""";
        _house.Store.Event("order_completed", "1", "1");

        await _house.DrainAsync();

        Assert.Equal("1", _house.Store.Row(refund).PersonKey);
        Assert.Equal(_house.Store.Row(2).Lane, _house.Store.Row(refund).Lane);
        Assert.Equal(
            ["refund_issued", "order_completed"],
            _house.Api.Items.Where(item => item.GetProperty("action").GetString() == "event").Select(item => item.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task An_event_of_long_ago_is_sent_marked_late_and_history_is_not()
    {
        _house.Store.Event("order_completed", "1", "1");
        var late = _house.Store.Add(_house.Store.Row(1) with { EventId = "order_completed:2", CreatedAt = new DateTime(2026, 2, 26, 11, 0, 0, DateTimeKind.Utc) });
        var history = _house.Store.Add(_house.Store.Row(late) with { EventId = "order_completed:3", Priority = Priority.Backfill });

        await _house.DrainAsync();

        Assert.Null(_house.Store.ReasonOf(1));
        Assert.StartsWith("OBX466: late, 73 hours", _house.Store.ReasonOf(late), StringComparison.Ordinal);
        Assert.Null(_house.Store.ReasonOf(history));
        Assert.All(_house.Store.Outcomes.Values, outcome => Assert.Equal(MessageStatus.Sent, outcome.Status));
    }

    [Fact]
    public async Task A_type_that_is_paused_while_its_request_is_tried_again_is_not_sent_any_more()
    {
        _house.Store.Event("order_completed", "1", "1");
        _house.Api.Answer = (_, _) =>
        {
            _house.Store.Types["order_completed"] = new EventTypeState("order_completed", Delivery.Paused, 100, "sql");
            return ScriptedApi.TryAgain;
        };

        await _house.DrainAsync();

        Assert.Single(_house.Api.Requests);
        Assert.Equal(MessageStatus.Pending, _house.Store.StatusOf(1));
    }

    [Fact]
    public async Task Nothing_is_sent_from_a_copy_of_the_database()
    {
        _house.Store.Event("order_completed", "1", "1");
        _house.Store.Bound = new OutboxBinding("server", "original", 1, "us");

        await _house.DrainAsync();

        Assert.Equal("OBX472", Assert.IsType<OutboxException>(_house.Failure).Code.Id);
        Assert.Empty(_house.Api.Requests);
        Assert.DoesNotContain("claim", _house.Store.Calls);
        Assert.True(_house.StopRequested.IsCompleted);
    }

    [Fact]
    public async Task Nothing_is_sent_to_another_workspace()
    {
        _house.Store.Event("order_completed", "1", "1");
        await _house.DrainAsync();
        Assert.Equal(new OutboxBinding("server", "shop", 1, "us"), _house.Store.Bound);

        _house.Store.Event("order_completed", "2", "1");
        _house.Api.Account = _house.Api.Account with { EnvironmentId = 2 };
        _house.Api.Requests.Clear();
        await _house.DrainAsync();

        Assert.Equal("OBX472", Assert.IsType<OutboxException>(_house.Failure).Code.Id);
        Assert.Empty(_house.Api.Requests);
    }

    [Fact]
    public async Task A_schedule_fires_by_its_cron_once_for_all_that_was_missed()
    {
        _house.Store.Mapping = Mappings.WithSchedules("replenishment_due");
        var now = _house.Clock.GetUtcNow().UtcDateTime;
        _house.Store.Successes["replenishment_due"] = now.AddDays(-3);
        await FiredAsync();
        Assert.Equal(now.AddDays(-3), Assert.Single(_house.Store.Windows).From);
        Assert.Equal(_house.Store.Windows[0].To, _house.Store.Successes["replenishment_due"]);

        // Not due again before the next night, whoever starts.
        _house.Store.Fired.Clear();
        _house.Store.Event("order_completed", "1", "1");
        await _house.DrainAsync();
        Assert.Empty(_house.Store.Fired);
        await FiredAsync(options => options.SchedulesAtStart = true);
        Assert.Single(_house.Store.Fired);
    }

    private Task FiredAsync(Action<DispatcherOptions>? configure = null) => _house.RunAsync(
        async _ =>
        {
            while (!_house.Store.CallsSoFar.Contains("record") || _house.Store.Fired.Count == 0)
            {
                await Task.Delay(1);
            }
        },
        configure);
}
