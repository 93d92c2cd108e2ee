using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Outbox.Dispatcher;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

public sealed class MetricsTests
{
    [Fact]
    public async Task Rows_requests_and_resends_are_counted_as_they_happen()
    {
        var house = new House();
        house.Store.Live("order_completed");
        house.Store.Person("1");
        house.Store.Event("order_completed", "1", "1");
        house.Store.Event("order_completed", "1", "1");
        house.Store.Event("order_completed", "2", "404");
        house.Api.Answer = (number, _) => number == 1 ? ScriptedApi.TryAgain : ScriptedApi.Accepted;

        var sums = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            // Other tests have dispatchers of their own at the same time.
            if (instrument.Meter.Name == Telemetry.MeterName && instrument.Meter.Scope == house.Meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();
        await house.DrainAsync();

        Assert.Equal(1, sums["outbox.dispatcher.sent"]);
        Assert.Equal(1, sums["outbox.dispatcher.skipped"]);
        Assert.Equal(1, sums["outbox.dispatcher.dead"]);
        Assert.Equal(3, sums["outbox.dispatcher.requests"]);
        Assert.Equal(1, sums["outbox.dispatcher.resends"]);
    }
}
