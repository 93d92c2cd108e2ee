using System.Text.Json;
using Outbox.Stores;

namespace Outbox.Cli.Output;

/// <summary>The state of an outbox for a program.</summary>
internal static class StatusJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>Writes one object.</summary>
    public static void Write(TextWriter output, StoreStatus status, DateTime now) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            status.Pending,
            OldestPendingAt = status.OldestPendingAt,
            OldestPendingSeconds = status.OldestPendingAt is { } oldest ? (long?)(now - oldest).TotalSeconds : null,
            status.Types,
            status.DeadByReason,
            status.Faults,
        },
        Options));
}
