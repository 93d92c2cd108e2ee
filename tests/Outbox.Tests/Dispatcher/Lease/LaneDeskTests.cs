using Microsoft.Extensions.Time.Testing;
using Outbox.Dispatcher;
using Outbox.Dispatcher.Lease;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Lease;

public sealed class LaneDeskTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly LaneDesk _desk;

    public LaneDeskTests() => _desk = new LaneDesk(new DispatcherOptions { Lease = TimeSpan.FromSeconds(30) }, _clock);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Senders_have_disjoint_lanes_and_together_all_of_them()
    {
        Hold(0, 1, 2, 3, 4, 5);
        var loans = new[] { await TakeAsync(4), await TakeAsync(4), await TakeAsync(4) };
        Assert.All(loans, loan => Assert.Equal((2, 1), (loan.Lanes.Count, loan.Tracks)));
        Assert.Equal([0, 1, 2, 3, 4, 5], loans.SelectMany(loan => loan.Tokens).Select(token => (int)token.Lane).Order());
        var fourth = TakeAsync(4);
        Assert.False(fourth.IsCompleted);
        _desk.Return(loans[1]);
        Assert.Equal(loans[1].Tokens, (await fourth).Tokens);
    }

    [Fact]
    public async Task One_lane_goes_to_one_sender_that_may_send_as_much_as_all()
    {
        Hold(0);
        Assert.Equal(4, (await TakeAsync(4)).Tracks);
    }

    [Fact]
    public async Task A_lease_counts_from_before_the_call_and_ends_on_the_dispatchers_own_clock()
    {
        var before = Moment.Now(_clock);
        _clock.Advance(TimeSpan.FromSeconds(4));
        _desk.Set([(new LaneToken(0, 1, "a"), before)]);
        var loan = await TakeAsync(1);
        Assert.Equal(TimeSpan.FromSeconds(26), loan.Left);
        using var end = loan.Until(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(25.9));
        Assert.False(end.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        await Cancelled(end.Token);
        Assert.Equal(TimeSpan.Zero, loan.Left);
        Assert.Empty(_desk.Held);
    }

    [Fact]
    public async Task A_renewal_moves_the_end_of_a_request_under_way()
    {
        Hold(0);
        var loan = await TakeAsync(1);
        using var end = loan.Until(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(20));
        Hold(0);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(end.IsCancellationRequested);
        Assert.Equal(TimeSpan.FromSeconds(1), loan.Left);
    }

    [Fact]
    public async Task A_machine_that_slept_has_lost_its_lanes_although_its_own_clock_stood()
    {
        var before = Moment.Now(_clock);
        _desk.Set([(new LaneToken(0, 1, "a"), before with { Utc = before.Utc.AddMinutes(-1) })]);
        Assert.Empty(_desk.Held);
        var take = TakeAsync(1);
        Assert.False(take.IsCompleted);
        Hold(0);
        Assert.Single((await take).Lanes);
    }

    [Fact]
    public async Task What_another_has_taken_ends_at_once_and_what_comes_back_is_another()
    {
        Hold(0, 1);
        var loan = await TakeAsync(1);
        using var end = loan.Until(TestContext.Current.CancellationToken);
        Assert.Equal([(byte)1], _desk.Set([(new LaneToken(0, 1, "a"), Moment.Now(_clock))]));
        await Cancelled(end.Token);

        // Lane 1 comes back under a new token while its old owner is still at work.
        _desk.Set([(new LaneToken(0, 1, "a"), Moment.Now(_clock)), (new LaneToken(1, 3, "a"), Moment.Now(_clock))]);
        Assert.False(TakeAsync(1).IsCompleted);
        _desk.Return(loan);
        Assert.Equal([new LaneToken(0, 1, "a"), new LaneToken(1, 3, "a")], _desk.GiveBackAll().OrderBy(lane => lane.Lane));
    }

    [Fact]
    public async Task A_lane_that_was_lost_for_a_while_is_not_taken_for_held_by_who_works_on_it()
    {
        Hold(0);
        var loan = await TakeAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(31));
        Hold(0);
        Assert.Equal(TimeSpan.Zero, loan.Left);
        _desk.Return(loan);
        Assert.Equal(TimeSpan.FromSeconds(30), (await TakeAsync(1)).Left);
    }

    [Fact]
    public async Task A_surplus_at_rest_goes_at_once_and_one_in_use_once_its_read_is_settled()
    {
        Hold(0, 1, 2, 3);
        var loan = await TakeAsync(2);
        Assert.Equal([new LaneToken(3, 1, "a"), new LaneToken(2, 1, "a")], _desk.GiveBackTo(1));
        Assert.True(_desk.IsGivingBack);
        Assert.Empty(_desk.GiveBackTo(1));
        using var end = loan.Until(TestContext.Current.CancellationToken);
        Assert.False(end.IsCancellationRequested);
        _desk.Return(loan);
        Assert.Equal([new LaneToken(1, 1, "a")], _desk.GiveBackTo(1));
        Assert.False(_desk.IsGivingBack);
        Assert.Equal([(byte)0], _desk.Held);
    }

    [Fact]
    public async Task No_request_gets_a_lane_that_ends_before_it_could()
    {
        Hold(0);
        _clock.Advance(TimeSpan.FromSeconds(21));
        var take = TakeAsync(1);
        Assert.False(take.IsCompleted);
        Hold(0);
        Assert.Single((await take).Lanes);
    }

    private void Hold(params byte[] lanes) => _desk.Set([.. lanes.Select(lane => (new LaneToken(lane, 1, "a"), Moment.Now(_clock)))]);

    private Task<LaneLoan> TakeAsync(int senders) => _desk.TakeAsync(senders, TestContext.Current.CancellationToken);

    private static async Task Cancelled(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = token.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
