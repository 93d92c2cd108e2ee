using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Outbox.Cli.Service;
using Outbox.Dispatcher.Health;

namespace Outbox.EndToEnd.Tests.Service;

public sealed class WatchdogTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_loop_that_hangs_is_not_covered_for_and_one_that_turns_again_is()
    {
        var pulse = new Pulse(new HealthOptions { LoopWithin = TimeSpan.FromSeconds(60) }, _clock);
        var systemd = new Told();
        using var watchdog = new Watchdog(null, systemd, pulse, _clock, NullLogger<Watchdog>.Instance);

        pulse.Turn("dispatch", next: TimeSpan.FromSeconds(30));
        watchdog.Look();
        _clock.Advance(TimeSpan.FromSeconds(90));
        watchdog.Look();
        Assert.Equal(["WATCHDOG=1", "WATCHDOG=1"], systemd.Messages);

        _clock.Advance(TimeSpan.FromSeconds(1));
        watchdog.Look();
        Assert.Equal(2, systemd.Messages.Count);

        pulse.Turn("dispatch");
        watchdog.Look();
        Assert.Equal(3, systemd.Messages.Count);
    }

    [Theory]
    [InlineData("60000000", null, 30)]
    [InlineData("60000000", "7", 30)]
    [InlineData("60000000", "8", null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void Systemd_is_told_twice_in_its_time_where_it_watches_this_process(string? microseconds, string? process, int? seconds) =>
        Assert.Equal(seconds, WatchdogInterval.Of(microseconds, process, self: 7)?.TotalSeconds);

    private sealed class Told : ISystemdNotifier
    {
        public bool IsEnabled => true;

        public List<string> Messages { get; } = [];

        public void Notify(ServiceState state) => Messages.Add(state.ToString());
    }
}
