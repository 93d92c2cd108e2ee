using Microsoft.Extensions.Time.Testing;
using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class IdentifyPaceTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly IdentifyPace _pace;

    public IdentifyPaceTests() => _pace = new IdentifyPace(_clock, TimeSpan.FromSeconds(10));

    [Fact]
    public void A_thousand_changes_in_a_minute_make_a_handful_of_identifies()
    {
        Assert.InRange(Identifies(1_000, TimeSpan.FromMilliseconds(60), isAwaited: false), 6, 10);
    }

    [Fact]
    public void Changes_that_events_wait_for_make_one_a_second_and_some_ahead()
    {
        Assert.InRange(Identifies(1_000, TimeSpan.FromMilliseconds(60), isAwaited: true), 60, 66);
    }

    [Fact]
    public void The_first_goes_at_once_and_so_does_another_after_a_rest()
    {
        Assert.True(_pace.IsDue("p", isAwaited: false));
        _pace.Note("p");
        Assert.False(_pace.IsDue("p", isAwaited: false));
        Assert.True(_pace.IsDue("p", isAwaited: true));
        Assert.True(_pace.IsDue("another", isAwaited: false));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_pace.IsDue("p", isAwaited: false));
        _pace.Note("p");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_pace.IsDue("p", isAwaited: false));
        _clock.Advance(TimeSpan.FromSeconds(4));
        _pace.Note("p");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_pace.IsDue("p", isAwaited: false));
    }

    [Fact]
    public void Without_a_spacing_nobody_waits()
    {
        var pace = new IdentifyPace(_clock, TimeSpan.Zero);
        pace.Note("p");
        Assert.True(pace.IsDue("p", isAwaited: false));
    }

    private int Identifies(int changes, TimeSpan apart, bool isAwaited)
    {
        var identifies = 0;
        for (var i = 0; i < changes; i++, _clock.Advance(apart))
        {
            if (_pace.IsDue("p", isAwaited))
            {
                _pace.Note("p");
                identifies++;
            }
        }

        return identifies;
    }
}
