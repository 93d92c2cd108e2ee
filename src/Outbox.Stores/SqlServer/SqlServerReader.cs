using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Stores.Reading;

namespace Outbox.Stores.SqlServer;

/// <summary>Reads the outbox in SQL Server for people; needs the role <c>outbox_operator</c>, and for some of it more.</summary>
/// <param name="connector">Opens the database.</param>
/// <param name="rules">What is asked of the server; null for the product's.</param>
public sealed class SqlServerReader(SqlServerConnector connector, ServerRules? rules = null) : IOutboxReader
{
    /// <inheritdoc/>
    public Task<OutboxStatus> ReadStatusAsync(int days, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        await using var sets = await connection.QueryMultipleAsync(Procedure("Status", new { Days = days }, cancellationToken));
        var rows = await StatusSets.RowsAsync(sets);
        var health = await StatusSets.HealthAsync(sets);
        var lag = await sets.ReadSingleAsync<(long Events, long? P50, long? P95, long? P99, long? Max)>();
        var requests = await sets.ReadAsync<(string Answer, long Requests, long Items, long OfLastMinute, long AverageMs, DateTime LastAt)>();
        var lanes = await sets.ReadAsync<(byte Lane, string? Owner, DateTime? LeasedUntil, bool IsFree, long Pending, DateTime? Oldest)>();
        var dispatchers = await sets.ReadAsync<(string Owner, string Host, string Version, DateTime StartedAt, DateTime SeenAt, bool IsAlive)>();
        var volume = await sets.ReadAsync<(DateTime Day, string? Name, long Captured, long Sent, long People)>();
        return new OutboxStatus(
            rows,
            health,
            new DeliveryLag(lag.Events, lag.P50, lag.P95, lag.P99, lag.Max),
            [.. requests.Select(r => new AnsweredRequests(r.Answer, r.Requests, r.Items, r.OfLastMinute, r.AverageMs, StatusSets.Utc(r.LastAt)))],
            [.. lanes.Select(l => new LaneView(l.Lane, l.Owner, StatusSets.Utc(l.LeasedUntil), l.IsFree, l.Pending, StatusSets.Utc(l.Oldest)))],
            [.. dispatchers.Select(d => new DispatcherView(
                d.Owner, d.Host, d.Version, StatusSets.Utc(d.StartedAt), StatusSets.Utc(d.SeenAt), d.IsAlive))],
            [.. volume.Select(v => new DayVolume(DateOnly.FromDateTime(v.Day), v.Name, v.Captured, v.Sent, v.People))],
            await sets.ReadSingleAsync<long>());
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TracedRow>> TraceAsync(TraceQuery query, string source, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        await using var sets = await connection.QueryMultipleAsync(Procedure(
            "Trace", new { query.EventId, query.Ulid, query.Person, query.Since, query.Rows }, cancellationToken));
        var rows = (await sets.ReadAsync<TracedRow>()).ToList();
        var faults = (await sets.ReadAsync<(long MessageId, string Code, string? Field, string? Detail, DateTime CreatedAt)>()).ToLookup(
            f => f.MessageId, f => new TracedFault(f.Code, f.Field, f.Detail, StatusSets.Utc(f.CreatedAt)));
        var requests = (await sets.ReadAsync<ServerRequest>()).ToLookup(r => r.MessageId, r => r.Told);
        return (IReadOnlyList<TracedRow>)[.. rows.Select(r => r with
        {
            OccurredAt = StatusSets.Utc(r.OccurredAt),
            CreatedAt = StatusSets.Utc(r.CreatedAt),
            SentAt = StatusSets.Utc(r.SentAt),
            Faults = [.. faults[r.MessageId]],
            Requests = [.. requests[r.MessageId]],
        })];
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<Examination> ExamineAsync(CancellationToken cancellationToken) =>
        RunAsync(connection => ServerExaminer.ExamineAsync(connection, rules ?? ServerRules.Default, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountCapturedAsync(string capturedBy, DateTime since, int atMost, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteScalarAsync<long>(
            Procedure("CountCaptured", new { CapturedBy = capturedBy, Since = since, AtMost = atMost }, cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TypeHistory>> ReadHistoriesAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<ServerHistory>(Procedure("ReadTypeHistory", null, cancellationToken));
        return (IReadOnlyList<TypeHistory>)[.. rows.Select(r => r.Told)];
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<FactCount?> CountFactsAsync(
        MappingDocument mapping, TableEvent type, DatabaseCatalog catalog, DateTime from, DateTime to, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        if (TableFacts.Count(mapping, type, catalog) is not { } sql)
        {
            return null;
        }

        return new FactCount(
            await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, new { from, to }, commandTimeout: 0, cancellationToken: cancellationToken)),
            await connection.ExecuteScalarAsync<long>(Procedure("CountFacts", new { CapturedBy = type.CapturedBy, From = from, To = to }, cancellationToken)));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SharedEmail>?> FindSharedEmailsAsync(
        People people, DatabaseCatalog catalog, int atMost, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        if (PeopleChecks.OfOwnEmail(people, catalog, atMost) is not { } sql)
        {
            return null;
        }

        var rows = await connection.QueryAsync<(string First, string Last, long People)>(
            new CommandDefinition(sql, commandTimeout: 0, cancellationToken: cancellationToken));
        return (IReadOnlyList<SharedEmail>?)[.. rows.Select(r => new SharedEmail(r.First, r.Last, r.People))];
    }, cancellationToken);

    private static CommandDefinition Procedure(string name, object? parameters, CancellationToken cancellationToken) =>
        new($"outbox.{name}", parameters, commandTimeout: 0, commandType: CommandType.StoredProcedure, cancellationToken: cancellationToken);

    private Task<T> RunAsync<T>(Func<SqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        connector.RunOnceAsync(work, cancellationToken);
}
