using System.Globalization;

namespace Outbox.Cli.Demo.Compare;

/// <summary>The demo's last line.</summary>
internal static class ClosingLine
{
    public static string Of(Comparison comparison) => string.Create(
        CultureInfo.InvariantCulture,
        $"demo: {comparison.Committed} events committed, {comparison.DeliveredOnce} delivered once, {comparison.Lost} lost, {comparison.Duplicated} duplicated; latency p50 {Milliseconds(comparison.Latency.P50)} ms, p99 {Milliseconds(comparison.Latency.P99)} ms");

    private static long Milliseconds(TimeSpan time) => (long)Math.Round(time.TotalMilliseconds);
}
