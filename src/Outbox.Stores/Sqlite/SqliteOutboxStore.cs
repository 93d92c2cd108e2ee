using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.Core.Messages;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.Sqlite;

namespace Outbox.Stores.Sqlite;

/// <summary>The outbox in a SQLite file. One lane, one dispatcher.</summary>
public sealed partial class SqliteOutboxStore(SqliteConnector connector) : IOutboxStore
{
    private readonly SqliteWriteLine _writes = new();
    private IReadOnlyDictionary<string, IReadOnlySet<string>> _related = new Dictionary<string, IReadOnlySet<string>>();
    private IReadOnlyDictionary<string, string> _modules = new Dictionary<string, string>();

    /// <inheritdoc/>
    public Task<StoredMapping> ReadMappingAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var row = await connection.QuerySingleOrDefaultAsync<(string Text, string Catalog, string StoredAt)?>(
            Command("ReadMapping", null, cancellationToken)) ?? throw connector.NotInstalled();
        var modules = await connection.QueryAsync<(string Name, string Sql)>(Command("ReadModules", null, cancellationToken));
        _modules = modules.ToDictionary(m => m.Name, m => m.Sql);
        _related = MappedModules.RelatedOf(row.Text);
        return new StoredMapping(row.Text, StoredJson.ReadCatalog(row.Catalog), SqliteTime.Read(row.StoredAt));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventTypeState>> ReadEventTypesAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<(string Name, string Delivery, long RolloutPercent, string TriggerSource, string? PurgedBefore, string CreatedAt)>(
            Command("ReadEventTypes", null, cancellationToken));
        return (IReadOnlyList<EventTypeState>)[.. rows.Select(r => new EventTypeState(
            r.Name, Enum.Parse<Delivery>(r.Delivery, ignoreCase: true), (int)r.RolloutPercent, r.TriggerSource, SqliteTime.ReadOrNull(r.PurgedBefore))
        {
            CreatedAt = SqliteTime.Read(r.CreatedAt),
        })];
    }, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, string>> ReadRelatedAsync(
        string capturedBy, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var module = RelatedParts.ModuleNameOf(capturedBy);
        if (!_modules.TryGetValue(module, out var sql))
        {
            return new Dictionary<long, string>();
        }

        return await connector.ReadShopAsync(
            connection => SqliteModules.ReadRelatedAsync(connection, sql, messages, _related.GetValueOrDefault(module), cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => ReadRowsAsync("ReadPeople", keys, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleStatesAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => ReadRowsAsync(SqliteWriter.StatesModule, keys, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadObjectsAsync(
        string name, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        ReadRowsAsync(SqliteWriter.ObjectsModule(name), keys, cancellationToken);

    private Task<IReadOnlyDictionary<string, PersonRow>> ReadRowsAsync(
        string module, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => connector.ReadShopAsync(
        connection => SqliteModules.ReadPeopleAsync(connection, _modules[module], keys, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, SentPerson>> ReadSentPeopleAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<(string PersonId, string? AttributesHash, long Stamp, string? Baseline)>(
            Command("ReadSentPeople", new { personIds = StoredJson.Write(personIds) }, cancellationToken));
        return (IReadOnlyDictionary<string, SentPerson>)rows.ToDictionary(
            r => r.PersonId, r => new SentPerson(r.PersonId, r.AttributesHash, r.Stamp) { Baseline = r.Baseline });
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<SaveResult> SaveShapedAsync(
        IReadOnlyList<LaneToken> lanes,
        IReadOnlyList<ShapedRow> rows,
        IReadOnlyList<RecordedFault> faults,
        CancellationToken cancellationToken) => WriteAsync(
        async (connection, transaction) =>
        {
            var held = await ReadHeldAsync(connection, transaction, lanes, cancellationToken);
            if (held.Count == 0)
            {
                return new SaveResult(Lost(lanes, held), [.. rows.Select(row => row.Row.MessageId)]);
            }

            var notSaved = await SqliteShapedRows.SaveAsync(connection, transaction, rows, cancellationToken);
            if (faults.Count > 0)
            {
                await connection.ExecuteAsync(Command("SaveFaults", new { faults = SqliteRows.Write(faults), isFact = 0 }, cancellationToken, transaction));
            }

            return new SaveResult(Lost(lanes, held), notSaved);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<byte>> CompleteAsync(
        IReadOnlyList<LaneToken> lanes, Completion completion, CancellationToken cancellationToken) => WriteHeldAsync(lanes, async (write, held) =>
    {
        var isHeld = held.Count == lanes.Count;
        await SettleAsync(write, completion.Settlement, isHeld);
        var carried = completion.Attempt?.Rows.ToHashSet() ?? [];
        var sent = completion.Outcomes
            .Where(o => o is { Status: MessageStatus.Sent, Reason: null } && carried.Contains(o.Row))
            .Select(o => o.Row)
            .ToHashSet();
        if (sent.Count > 0)
        {
            await write("CloseSent", new { rows = SqliteRows.Write(sent) });
            carried.ExceptWith(sent);
        }

        if (completion.Outcomes.Count > sent.Count)
        {
            await write("CloseMessages", new
            {
                outcomes = StoredJson.Write(completion.Outcomes.Where(o => !sent.Contains(o.Row)).Select(o => new
                {
                    o.MessageId,
                    CreatedAt = SqliteTime.Write(o.Row.CreatedAt),
                    Status = Word(o.Status),
                    o.Reason,
                })),
                held = StoredJson.Write(held.Select(lane => (int)lane)),
            });
        }

        if (completion.People.Count > 0)
        {
            await write("SavePeople", new { people = StoredJson.Write(completion.People) });
        }

        if (completion.Forgotten.Count > 0)
        {
            await write("ForgetPeople", new { personIds = StoredJson.Write(completion.Forgotten) });
        }

        await ReleaseAddressesAsync(write, completion);
        if (completion.Faults.Count > 0)
        {
            await write("SaveFaults", new { faults = SqliteRows.Write(completion.Faults), isFact = 1 });
        }

        if (completion.Attempt is { } attempt)
        {
            if (carried.Count > 0)
            {
                await write("CountAttempts", new { rows = SqliteRows.Write(carried) });
            }

            await write("LogAttempt", new
            {
                startedAt = SqliteTime.Write(attempt.StartedAt),
                durationMs = (long)attempt.Duration.TotalMilliseconds,
                items = attempt.Items,
                bytes = attempt.Bytes,
                httpStatus = attempt.HttpStatus,
                answer = attempt.Answer,
                detail = attempt.Detail,
                firstMessage = attempt.Rows.Count == 0 ? (long?)null : attempt.Rows.Min(row => row.MessageId),
                lastMessage = attempt.Rows.Count == 0 ? (long?)null : attempt.Rows.Max(row => row.MessageId),
            });
        }
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<StoreStatus> ReadStatusAsync(CancellationToken cancellationToken) =>
        RunAsync(connection => SqliteStatus.RowsAsync(connection, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<StoreHealth> ReadHealthAsync(CancellationToken cancellationToken) =>
        RunAsync(
            async connection => await SqliteStatus.HealthAsync(connection, cancellationToken) with
            {
                Captures = await SqliteCaptures.FindAsync(connection, cancellationToken),
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<DateTime> ReadClockAsync(CancellationToken cancellationToken) => RunAsync(
        async connection => SqliteTime.Read((await connection.ExecuteScalarAsync<string>(Command("ReadClock", null, cancellationToken)))!),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _writes.Dispose();
        return ValueTask.CompletedTask;
    }

    private static CommandDefinition Command(
        string query, object? parameters, CancellationToken cancellationToken, SqliteTransaction? transaction = null) =>
        new(SqliteQueries.Get(query), parameters, transaction, cancellationToken: cancellationToken);

    private Task<T> RunAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken) =>
        connector.RunAsync(work, cancellationToken);

    /// <summary>Runs writes in one transaction that takes the write lock at once: a later upgrade of a lock could fail.</summary>
    private Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        _writes.RunAsync(work, WriteAsync, cancellationToken);

    private Task WriteAsync(Func<SqliteConnection, SqliteTransaction, Task> work) => RunAsync(
        async connection =>
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            await work(connection, transaction);
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        },
        CancellationToken.None);

    /// <summary>Runs writes that depend on who holds the lanes, and tells which of the lanes are not held any more.</summary>
    private Task<IReadOnlyList<byte>> WriteHeldAsync(
        IReadOnlyList<LaneToken> lanes,
        Func<Func<string, object, Task>, IReadOnlyList<byte>, Task> work,
        CancellationToken cancellationToken) => WriteAsync(
        async (connection, transaction) =>
        {
            var held = await ReadHeldAsync(connection, transaction, lanes, cancellationToken);
            await work((query, parameters) => connection.ExecuteAsync(Command(query, parameters, cancellationToken, transaction)), held);
            return Lost(lanes, held);
        },
        cancellationToken);

    private static async Task<IReadOnlyList<byte>> ReadHeldAsync(
        SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<LaneToken> lanes, CancellationToken cancellationToken) =>
        [.. (await connection.QueryAsync<long>(Command("ReadHeld", new { lanes = Json(lanes) }, cancellationToken, transaction))).Select(lane => (byte)lane)];

    private static IReadOnlyList<byte> Lost(IReadOnlyList<LaneToken> lanes, IReadOnlyList<byte> held) =>
        [.. lanes.Select(lane => lane.Lane).Except(held)];

    private static string Json(IReadOnlyList<LaneToken> lanes) => StoredJson.Write(lanes);
}
