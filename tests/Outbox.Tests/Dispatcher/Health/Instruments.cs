using System.Diagnostics.Metrics;
using Outbox.Dispatcher;
using Outbox.Dispatcher.Health;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher.Health;

/// <summary>The instruments as the dispatcher makes them.</summary>
internal static class Instruments
{
    /// <summary>All.</summary>
    public static IReadOnlyList<Instrument> All { get; } = Read();

    /// <summary>The kind's word.</summary>
    public static string KindOf(Instrument instrument) => instrument switch
    {
        Counter<long> => "counter",
        Histogram<double> => "histogram",
        _ => "gauge",
    };

    /// <summary>The names that a scrape shows, by OpenTelemetry's rules for Prometheus.</summary>
    public static IEnumerable<string> Scraped(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        return KindOf(instrument) switch
        {
            "counter" => [name + "_total"],
            "histogram" => [name + "_bucket", name + "_sum", name + "_count"],
            _ => [name],
        };
    }

    private static List<Instrument> Read()
    {
        var meters = new House.OwnMeters();
        var instruments = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == Telemetry.MeterName && instrument.Meter.Scope == meters)
            {
                instruments.Add(instrument);
            }
        };
        listener.Start();
        using var watch = new StoreWatch(new MemoryStore(TimeProvider.System), new HealthOptions(), TimeProvider.System);
        _ = new Telemetry(meters, new DispatcherStatus(), TimeProvider.System, watch);
        return instruments;
    }
}
