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
        var latencies = new ConcurrentQueue<double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            // Other tests have dispatchers of their own at the same time.
            if (instrument.Meter.Name == Telemetry.MeterName && instrument.Meter.Scope == house.Meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => tag.Value)]);
            sums.AddOrUpdate(name, value, (_, sum) => sum + value);
        });
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            if (instrument.Name == "outbox.dispatcher.latency")
            {
                latencies.Enqueue(value);
            }
        });
        listener.Start();
        await house.DrainAsync();

        Assert.Equal(1, sums["outbox.dispatcher.rows sent"]);
        Assert.Equal(1, sums["outbox.dispatcher.rows skipped"]);
        Assert.Equal(1, sums["outbox.dispatcher.rows dead"]);
        Assert.Equal(2, sums["outbox.dispatcher.requests accepted"]);
        Assert.Equal(1, sums["outbox.dispatcher.requests try_again"]);
        Assert.Equal(0, sums["outbox.dispatcher.requests unauthorized"]);
        Assert.Equal(1, sums["outbox.dispatcher.resends"]);
        Assert.Single(latencies);
    }
}
