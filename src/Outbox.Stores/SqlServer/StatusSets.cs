using Dapper;

namespace Outbox.Stores.SqlServer;

/// <summary>Reads the sets of <c>ReadStatus</c>, <c>ReadHealth</c> and <c>Status</c>, in their order.</summary>
internal static class StatusSets
{
    /// <summary>The three sets of <c>ReadStatus</c>.</summary>
    public static async Task<StoreStatus> RowsAsync(SqlMapper.GridReader sets)
    {
        var (pending, oldest, faults) = await sets.ReadSingleAsync<(long, DateTime?, long)>();
        var types = await sets.ReadAsync<(string Name, string? Delivery, long Pending, long Sent, long Dead, long Skipped)>();
        var dead = await sets.ReadAsync<(string Code, long Total)>();
        return new StoreStatus(
            pending,
            Utc(oldest),
            [.. types.Select(t => new TypeStatus(t.Name, t.Delivery, t.Pending, t.Sent, t.Dead, t.Skipped))],
            dead.ToDictionary(d => d.Code, d => d.Total),
            faults);
    }

    /// <summary>The set of <c>ReadHealth</c>.</summary>
    public static async Task<StoreHealth> HealthAsync(SqlMapper.GridReader sets)
    {
        var row = await sets.ReadSingleAsync<(long Pending, DateTime? Oldest, long Dead, long Faults, DateTime Now, long Paused, DateTime? OldestPaused)>();
        return new StoreHealth(row.Pending, Utc(row.Oldest), row.Dead, row.Faults, Utc(row.Now))
        {
            Paused = row.Paused,
            OldestPausedEventAt = Utc(row.OldestPaused),
        };
    }

    /// <summary>A UTC time: <c>datetime2</c> itself says nothing of zones.</summary>
    public static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);

    /// <summary>The same; null for null.</summary>
    public static DateTime? Utc(DateTime? time) => time is { } known ? Utc(known) : null;
}
