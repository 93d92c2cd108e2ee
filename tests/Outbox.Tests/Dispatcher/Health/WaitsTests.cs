using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Outbox.Dispatcher;
using Outbox.Dispatcher.Health;

namespace Outbox.Tests.Dispatcher.Health;

/// <summary>It tries for ever, and is never silent about it.</summary>
public sealed class WaitsTests
{
    [Fact]
    public void What_lasts_is_shown_with_an_upper_bound_and_said_again_every_ten_minutes()
    {
        var clock = new FakeTimeProvider();
        var status = new DispatcherStatus();
        var lines = new List<string>();
        var waits = new Waits(status, new DispatcherOptions(), clock, new Lines(lines));
        waits.Look();
        Assert.Empty(waits.Now);

        status.Note(picture => picture with { Endpoint = EndpointState.Down, IsSendingHeld = true, StoreFault = "OBX224" });
        for (var minute = 0; minute < 24; minute++)
        {
            waits.Look();
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(3, waits.Now.Count);
        Assert.All(waits.Now, wait => Assert.InRange(wait.TriedWithin, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));
        Assert.Equal(6, lines.Count);

        status.Note(picture => picture with { Endpoint = EndpointState.Up, IsSendingHeld = false, StoreFault = null });
        waits.Look();
        Assert.Empty(waits.Now);
    }

    private sealed class Lines(List<string> lines) : ILogger<Waits>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception));
    }
}
