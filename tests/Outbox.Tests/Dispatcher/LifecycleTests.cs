using Outbox.Core.Messages;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

public sealed class LifecycleTests
{
    private readonly House _house = new();

    [Fact]
    public async Task A_stop_lets_the_request_under_way_finish_records_it_and_starts_no_other()
    {
        _house.Store.Live("order_completed");
        _house.Store.Person("1");
        var touch = _house.Store.Add(MessageKind.Touch, "1");
        var order = _house.Store.Event("order_completed", "1", "1");
        var arrived = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        _house.Api.Holding = async _ =>
        {
            arrived.TrySetResult();
            await answer.Task;
        };

        await _house.RunAsync(async dispatcher =>
        {
            await arrived.Task;
            var stopped = dispatcher.StopAsync(CancellationToken.None);
            Assert.False(stopped.IsCompleted);
            answer.SetResult();
            await stopped;
        });

        Assert.Single(_house.Api.Requests);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(touch));
        Assert.Equal(MessageStatus.Pending, _house.Store.StatusOf(order));
        Assert.Null(_house.Failure);
    }

    [Fact]
    public async Task A_request_that_outlasts_the_shutdown_time_out_is_cut_off_and_its_rows_stay_pending()
    {
        _house.Store.Person("1");
        var touch = _house.Store.Add(MessageKind.Touch, "1");
        var arrived = new TaskCompletionSource();
        _house.Api.Holding = async cancellationToken =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        };

        await _house.RunAsync(async dispatcher =>
        {
            await arrived.Task;
            using var timeOut = new CancellationTokenSource();
            var stopped = dispatcher.StopAsync(timeOut.Token);
            await timeOut.CancelAsync();
            await stopped;
        });

        Assert.Equal(MessageStatus.Pending, _house.Store.StatusOf(touch));
        Assert.Null(_house.Failure);
    }

    [Fact]
    public async Task Each_schedule_fires_once_at_the_start_and_one_that_fails_stops_nothing()
    {
        _house.Store.Mapping = Mappings.WithSchedules("broken", "replenishment_due");
        _house.Store.Failing = call => call == "fire broken" ? new InvalidOperationException("no such view") : null;

        // They fire beside the senders: one that takes long holds nobody up.
        await _house.RunAsync(async _ =>
        {
            while (_house.Store.Fired.Count == 0)
            {
                await Task.Delay(1);
            }
        });

        Assert.Equal(["replenishment_due"], _house.Store.Fired);
        Assert.Single(_house.Lines, line => line.Id == 4031);
        Assert.Null(_house.Failure);
    }

    [Fact]
    public async Task A_change_of_delivery_takes_effect_without_a_restart()
    {
        _house.Store.Live("order_completed");
        _house.Store.Person("1");
        _house.Store.Event("order_completed", "1", "1");

        await _house.RunAsync(async _ =>
        {
            await _house.Store.Empty;
            _house.Store.Types["order_completed"] = _house.Store.Types["order_completed"] with { Delivery = Delivery.Off };
            _house.Store.Event("order_completed", "2", "1");
            await _house.Store.Empty;
        });

        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(1));
        Assert.Equal(MessageStatus.Skipped, _house.Store.StatusOf(2));
    }
}
