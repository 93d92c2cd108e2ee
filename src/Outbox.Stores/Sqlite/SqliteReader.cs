using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.Core.Events;
using Outbox.Core.Messages;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Stores.Reading;

namespace Outbox.Stores.Sqlite;

/// <summary>Reads the outbox in a SQLite file for people.</summary>
/// <param name="connector">Opens the file.</param>
public sealed class SqliteReader(SqliteConnector connector) : IOutboxReader
{
    private static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public Task<OutboxStatus> ReadStatusAsync(int days, CancellationToken cancellationToken) =>
        RunAsync(connection => SqliteStatus.AllAsync(connection, days, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TracedRow>> TraceAsync(TraceQuery query, string source, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var since = SqliteTime.Write(query.Since ?? await ClockAsync(connection, cancellationToken) - Lately);
        var eventId = query.EventId ?? (query.Ulid is null ? null : await FindAsync(connection, query.Ulid, source, since, cancellationToken));
        var found = eventId is not null
            ? await connection.QueryAsync<long>(Command("FindByEventId", cancellationToken, new { eventId, rows = query.Rows }))
            : query.Person is null
                ? []
                : await connection.QueryAsync<long>(Command("FindByPerson", cancellationToken, new { person = query.Person, since, rows = query.Rows }));
        var ids = StoredJson.Write(found);
        var rows = await connection.QueryAsync<SqliteTrace>(Command("TraceRows", cancellationToken, new { ids }));
        var faults = (await connection.QueryAsync<(long MessageId, string Code, string? Field, string? Detail, string CreatedAt)>(
            Command("TraceFaults", cancellationToken, new { ids }))).ToLookup(
                f => f.MessageId, f => new TracedFault(f.Code, f.Field, f.Detail, SqliteTime.Read(f.CreatedAt)));
        var requests = (await connection.QueryAsync<(long MessageId, string StartedAt, long DurationMs, long Items, long? HttpStatus, string Answer, string? Detail, long First, long Last)>(
            Command("TraceRequests", cancellationToken, new { ids }))).ToLookup(
                r => r.MessageId,
                r => new TracedRequest(SqliteTime.Read(r.StartedAt), r.DurationMs, (int)r.Items, (int?)r.HttpStatus, r.Answer, r.Detail, r.First, r.Last));
        return (IReadOnlyList<TracedRow>)[.. rows.Select(r => r.Row(faults[r.MessageId], requests[r.MessageId]))];
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<Examination> ExamineAsync(CancellationToken cancellationToken) =>
        RunAsync(connection => SqliteExaminer.ExamineAsync(connection, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountCapturedAsync(string capturedBy, DateTime since, int atMost, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteScalarAsync<long>(
            Command("CountCaptured", cancellationToken, new { capturedBy, since = SqliteTime.Write(since), atMost })),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TypeHistory>> ReadHistoriesAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<SqliteHistory>(Command("ReadTypeHistory", cancellationToken));
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

        var span = new { capturedBy = type.CapturedBy, from = SqliteTime.Write(from), to = SqliteTime.Write(to) };
        return new FactCount(
            await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, span, cancellationToken: cancellationToken)),
            await connection.ExecuteScalarAsync<long>(Command("CountFacts", cancellationToken, span)));
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
            new CommandDefinition(sql, cancellationToken: cancellationToken));
        return (IReadOnlyList<SharedEmail>?)[.. rows.Select(r => new SharedEmail(r.First, r.Last, r.People))];
    }, cancellationToken);

    /// <summary>The event id that is, or will be, sent under a ULID; null where none is.</summary>
    private static async Task<string?> FindAsync(
        SqliteConnection connection, string ulid, string source, string since, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(string EventId, string EventName, string? SentAs)>(
            Command("ReadSentIds", cancellationToken, new { since }));
        return rows
            .Where(r => new[] { r.SentAs ?? r.EventName, ShadowName.Of(r.EventName) }.Any(name => string.Equals(
                EventUlid.Derive(source, EventId.Rename(r.EventId, r.EventName, name)), ulid, StringComparison.OrdinalIgnoreCase)))
            .Select(r => r.EventId)
            .FirstOrDefault();
    }

    private static async Task<DateTime> ClockAsync(SqliteConnection connection, CancellationToken cancellationToken) =>
        SqliteTime.Read((await connection.ExecuteScalarAsync<string>(Command("ReadClock", cancellationToken)))!);

    private static CommandDefinition Command(string query, CancellationToken cancellationToken, object? parameters = null) =>
        new(SqliteQueries.Get(query), parameters, cancellationToken: cancellationToken);

    private Task<T> RunAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken) =>
        connector.RunOnceAsync(work, cancellationToken);
}
