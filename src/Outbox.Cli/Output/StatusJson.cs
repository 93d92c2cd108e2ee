using System.Text.Json;
using Outbox.Stores.Reading;

namespace Outbox.Cli.Output;

/// <summary>The state of an outbox for a program.</summary>
internal static class StatusJson
{
    private static readonly JsonSerializerOptions Indented = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private static readonly JsonSerializerOptions OneLine = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Writes one object.</summary>
    public static void Write(TextWriter output, OutboxStatus status, bool indented) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            At = status.Health.Now,
            status.Rows.Pending,
            status.Rows.OldestPendingAt,
            OldestPendingSeconds = Seconds(status, status.Rows.OldestPendingAt),
            OldestLiveEventSeconds = Seconds(status, status.Health.OldestLiveEventAt),
            status.Health.Paused,
            OldestPausedEventSeconds = Seconds(status, status.Health.OldestPausedEventAt),
            RatePerSecond = Math.Round(status.Rate, 2),
            status.Lag,
            status.Rows.Types,
            status.Rows.DeadByReason,
            status.Rows.Faults,
            status.People,
            status.Requests,
            status.Lanes,
            status.Dispatchers,
            status.Volume,
        },
        indented ? Indented : OneLine));

    private static long? Seconds(OutboxStatus status, DateTime? since) => since is { } time ? (long)(status.Health.Now - time).TotalSeconds : null;
}
