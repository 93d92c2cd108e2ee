using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

/// <summary>A cause that many rows have in common is put right once; a row is dead for good.</summary>
public sealed class BrakeTests
{
    private const int Rows = 300;

    private readonly House _house = new();

    public BrakeTests()
    {
        _house.Store.Live("order_completed");
        _house.Store.Person("1");
        _house.Store.AlreadySent("1");
        foreach (var row in Enumerable.Range(1, Rows))
        {
            _house.Store.Event("order_completed", $"{row}", "1");
        }
    }

    [Fact]
    public async Task Where_all_is_refused_fewer_rows_die_than_the_brake_allows_and_all_others_are_sent_once_it_is_over()
    {
        // The third probe finds it over.
        var refusals = 0;
        _house.Api.Answer = (_, items) => !IsOver() && ++refusals > 0
            ? ScriptedApi.Partly([.. items.Select((_, index) => new ItemRefusal(index, "invalid", "name", "no"))])
            : ScriptedApi.Accepted;

        await _house.DrainAsync(options => options.BatchItems = 10);

        Assert.Null(_house.Failure);
        Assert.InRange(Count(MessageStatus.Dead), 1, 49);
        Assert.Equal(Rows, Count(MessageStatus.Dead) + Count(MessageStatus.Sent));
        Assert.Single(_house.Lines, line => line.Id == 4018);
        Assert.Single(_house.Lines, line => line.Id == 4019);
        Assert.Equal(["a request that was taken"], _house.Store.Resumed);

        bool IsOver() => _house.Store.BrakeNow is not null && refusals >= 9;
    }

    [Fact]
    public async Task While_it_is_held_one_request_is_tried_now_and_then_and_the_picture_says_so()
    {
        _house.Api.Answer = (_, items) => ScriptedApi.Partly([.. items.Select((_, index) => new ItemRefusal(index, "invalid", "name", "no"))]);
        var probed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sinceHeld = 0;
        _house.Api.Holding = _ =>
        {
            if (_house.Store.BrakeNow?.HeldAt is not null && ++sinceHeld == 12)
            {
                probed.TrySetResult();
            }

            return Task.CompletedTask;
        };

        await _house.RunAsync(
            async _ =>
            {
                await probed.Task;
                Assert.True(_house.Status!.Now.IsSendingHeld);
            },
            options => options.BatchItems = 10);

        Assert.InRange(Count(MessageStatus.Dead), 1, 49);
        Assert.Equal(Rows, Count(MessageStatus.Dead) + Count(MessageStatus.Pending));
        Assert.Contains(_house.Clock.Waits, wait => wait >= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Once_somebody_has_accepted_it_what_is_refused_dies()
    {
        _house.Store.BrakeNow = BrakeState.Never(DateTime.UnixEpoch) with { AcceptedUntil = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc) };
        _house.Api.Answer = (_, items) => ScriptedApi.Partly([.. items.Select((_, index) => new ItemRefusal(index, "invalid", "name", "no"))]);

        await _house.DrainAsync();

        Assert.Equal(Rows, Count(MessageStatus.Dead));
        Assert.DoesNotContain(_house.Lines, line => line.Id == 4018);
    }

    [Fact]
    public async Task A_hundred_bad_rows_among_many_good_ones_die_each_and_hold_nothing_up()
    {
        foreach (var row in Enumerable.Range(Rows + 1, 700))
        {
            _house.Store.Event("order_completed", $"{row}", "1");
        }

        _house.Api.Answer = (_, items) => ScriptedApi.Partly(
            [.. items.Select((item, index) => (item, index)).Where(pair => pair.item.Contains("7\"", StringComparison.Ordinal)).Select(pair => new ItemRefusal(pair.index, "invalid", "name", "no"))]) is var partly && partly.Refusals.Count == 0
            ? ScriptedApi.Accepted
            : partly;

        await _house.DrainAsync(options => options.BatchItems = 100);

        Assert.Equal(1_000, Count(MessageStatus.Dead, 1_000) + Count(MessageStatus.Sent, 1_000));
        Assert.DoesNotContain(_house.Lines, line => line.Id == 4018);
    }

    private int Count(MessageStatus status, int rows = Rows) => Enumerable.Range(1, rows).Count(row => _house.Store.StatusOf(row) == status);
}
