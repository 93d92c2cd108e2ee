using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.Stores.Reading;

namespace Outbox.Stores.Sqlite;

/// <summary>The outbox in numbers, set by set.</summary>
internal static class SqliteStatus
{
    /// <summary>Rows by type and state.</summary>
    public static async Task<StoreStatus> RowsAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var totals = await connection.QuerySingleAsync<(long Pending, string? Oldest, long Faults)>(Command("ReadTotals", cancellationToken));
        var types = await connection.QueryAsync<(string Name, string? Delivery, long? Pending, long? Sent, long? Dead, long? Skipped)>(
            Command("ReadTypeTotals", cancellationToken));
        var dead = await connection.QueryAsync<(string? Code, long Total)>(Command("ReadDeadTotals", cancellationToken));
        return new StoreStatus(
            totals.Pending,
            SqliteTime.ReadOrNull(totals.Oldest),
            [.. types.Select(t => new TypeStatus(t.Name, t.Delivery, t.Pending ?? 0, t.Sent ?? 0, t.Dead ?? 0, t.Skipped ?? 0))],
            dead.ToDictionary(d => d.Code ?? "", d => d.Total),
            totals.Faults);
    }

    /// <summary>Whether delivery keeps up.</summary>
    public static async Task<StoreHealth> HealthAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleAsync<(long Pending, string? Oldest, long Dead, long Faults, string Now, long Paused, string? OldestPaused)>(
            Command("ReadHealth", cancellationToken));
        return new StoreHealth(row.Pending, SqliteTime.ReadOrNull(row.Oldest), row.Dead, row.Faults, SqliteTime.Read(row.Now))
        {
            Paused = row.Paused,
            OldestPausedEventAt = SqliteTime.ReadOrNull(row.OldestPaused),
        };
    }

    /// <summary>All of it.</summary>
    public static async Task<OutboxStatus> AllAsync(SqliteConnection connection, int days, CancellationToken cancellationToken)
    {
        var lag = await connection.QuerySingleAsync<(long Events, long? P50, long? P95, long? P99, long? Max)>(Command("ReadLag", cancellationToken));
        var requests = await connection.QueryAsync<(string Answer, long Requests, long Items, long OfLastMinute, long AverageMs, string LastAt)>(
            Command("ReadRequests", cancellationToken));
        var lanes = await connection.QueryAsync<(long Lane, string? Owner, string? LeasedUntil, long IsFree, long Pending, string? Oldest)>(
            Command("ReadLaneTotals", cancellationToken));
        var dispatchers = await connection.QueryAsync<(string Owner, string Host, string Version, string StartedAt, string SeenAt, long IsAlive)>(
            Command("ReadDispatchers", cancellationToken));
        var volume = await connection.QueryAsync<(string Day, string? Name, long Captured, long Sent, long People)>(
            Command("ReadVolume", cancellationToken, new { days }));
        return new OutboxStatus(
            await RowsAsync(connection, cancellationToken),
            await HealthAsync(connection, cancellationToken),
            new DeliveryLag(lag.Events, lag.P50, lag.P95, lag.P99, lag.Max),
            [.. requests.Select(r => new AnsweredRequests(r.Answer, r.Requests, r.Items, r.OfLastMinute, r.AverageMs, SqliteTime.Read(r.LastAt)))],
            [.. lanes.Select(l => new LaneView(
                (int)l.Lane, l.Owner, SqliteTime.ReadOrNull(l.LeasedUntil), l.IsFree == 1, l.Pending, SqliteTime.ReadOrNull(l.Oldest)))],
            [.. dispatchers.Select(d => new DispatcherView(
                d.Owner, d.Host, d.Version, SqliteTime.Read(d.StartedAt), SqliteTime.Read(d.SeenAt), d.IsAlive == 1))],
            [.. volume.Select(v => new DayVolume(DateOnly.Parse(v.Day, CultureInfo.InvariantCulture), v.Name, v.Captured, v.Sent, v.People))],
            await connection.ExecuteScalarAsync<long>(Command("CountPeople", cancellationToken)));
    }

    private static CommandDefinition Command(string query, CancellationToken cancellationToken, object? parameters = null) =>
        new(SqliteQueries.Get(query), parameters, cancellationToken: cancellationToken);
}
