using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Core.Messages;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.TSql;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// The outbox in SQL Server. It runs the procedures of the schema outbox and nothing else, so that its login needs the
/// role <c>outbox_dispatcher</c> alone.
/// </summary>
public sealed partial class SqlServerOutboxStore(SqlServerConnector connector) : IOutboxStore
{
    private IReadOnlyDictionary<string, IReadOnlySet<string>> _related = new Dictionary<string, IReadOnlySet<string>>();

    /// <inheritdoc/>
    public async Task<StoredMapping> ReadMappingAsync(CancellationToken cancellationToken)
    {
        var mapping = await ReadAsync(
            "ReadMapping",
            null,
            reader => Task.FromResult(LongRows.Next(reader, cancellationToken)
                ? new StoredMapping(reader.GetString(0), StoredJson.ReadCatalog(reader.GetString(1)), ServerMessages.Utc(reader, 2))
                : throw connector.NotInstalled()),
            cancellationToken);
        _related = MappedModules.RelatedOf(mapping.Text);
        return mapping;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventTypeState>> ReadEventTypesAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<(string Name, string Delivery, byte RolloutPercent, string TriggerSource, DateTime? PurgedBefore, DateTime CreatedAt)>(
            Procedure("ReadEventTypes", null, cancellationToken));
        return (IReadOnlyList<EventTypeState>)[.. rows.Select(r => new EventTypeState(
            r.Name, Enum.Parse<Delivery>(r.Delivery, ignoreCase: true), r.RolloutPercent, r.TriggerSource,
            StatusSets.Utc(r.PurgedBefore)) { CreatedAt = StatusSets.Utc(r.CreatedAt) })];
    }, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, string>> ReadRelatedAsync(
        string capturedBy, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var module = RelatedParts.ModuleNameOf(capturedBy);
        if (!_related.TryGetValue(module, out var columns))
        {
            return new Dictionary<long, string>();
        }

        return await connector.ReadShopAsync(
            connection => SqlServerModules.ReadRelatedAsync(
                connection, Procedure(module, new { Rows = KeyRows.Write(messages, columns) }, cancellationToken), messages, cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => ReadRowsAsync("ReadPeople", keys, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleStatesAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => ReadRowsAsync(TSqlWriter.StatesModule, keys, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadObjectsAsync(
        string name, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        ReadRowsAsync(TSqlWriter.ObjectsModule(name), keys, cancellationToken);

    private Task<IReadOnlyDictionary<string, PersonRow>> ReadRowsAsync(
        string module, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => connector.ReadShopAsync(
        connection => SqlServerModules.ReadPeopleAsync(
            connection, Procedure(module, new { Keys = TableValues.Keys(keys) }, cancellationToken), cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, SentPerson>> ReadSentPeopleAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<(string PersonId, string? AttributesHash, long Stamp, DateTime? FirstSentAt, string? Baseline)>(
            Procedure("ReadSentPeople", new { PersonIds = TableValues.Keys(personIds) }, cancellationToken));
        return (IReadOnlyDictionary<string, SentPerson>)rows.ToDictionary(
            r => r.PersonId, r => new SentPerson(r.PersonId, r.AttributesHash, r.Stamp) { Baseline = r.Baseline }, StringComparer.Ordinal);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<SaveResult> SaveShapedAsync(
        IReadOnlyList<LaneToken> lanes,
        IReadOnlyList<ShapedRow> rows,
        IReadOnlyList<RecordedFault> faults,
        CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        await using var sets = await connection.QueryMultipleAsync(Procedure(
            "SaveShaped",
            new { Lanes = TableValues.LaneTokens(lanes), Rows = TableValues.Shaped(rows), Faults = TableValues.Faults(faults) },
            cancellationToken));
        return new SaveResult([.. await sets.ReadAsync<byte>()], [.. await sets.ReadAsync<long>()]);
    }, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<byte>> CompleteAsync(
        IReadOnlyList<LaneToken> lanes, Completion completion, CancellationToken cancellationToken)
    {
        var lost = await CloseAsync(lanes, completion, cancellationToken);
        await EraseAsync(completion.Settlement.Erasures, cancellationToken);
        return lost;
    }

    private Task<IReadOnlyList<byte>> CloseAsync(
        IReadOnlyList<LaneToken> lanes, Completion completion, CancellationToken cancellationToken) => ReadLostAsync(
        "CompleteMessages",
        new
        {
            Lanes = TableValues.LaneTokens(lanes),
            Outcomes = TableValues.Outcomes(completion.Outcomes),
            People = TableValues.People(completion.People),
            Forgotten = TableValues.Keys(completion.Forgotten),
            Faults = TableValues.Faults(completion.Faults),
            Carried = TableValues.Messages(completion.Attempt?.Rows ?? []),
            Guests = TableValues.Guests(completion.Settlement.Guests),
            Removals = TableValues.Removals(completion.Settlement.Removals),
            Delays = TableValues.Delays(completion.Settlement.Delays),
            Erased = TableValues.Messages(completion.Settlement.Erased),
            completion.Attempt?.StartedAt,
            DurationMs = (int?)completion.Attempt?.Duration.TotalMilliseconds,
            completion.Attempt?.Items,
            completion.Attempt?.Bytes,
            completion.Attempt?.HttpStatus,
            completion.Attempt?.Answer,
            completion.Attempt?.Detail,
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<StoreStatus> ReadStatusAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        await using var sets = await connection.QueryMultipleAsync(Procedure("ReadStatus", null, cancellationToken));
        return await StatusSets.RowsAsync(sets);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<StoreHealth> ReadHealthAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        StoreHealth health;
        await using (var sets = await connection.QueryMultipleAsync(Procedure("ReadHealth", null, cancellationToken)))
        {
            health = await StatusSets.HealthAsync(sets);
        }

        return health with { Captures = await ReadCapturesAsync(connection, cancellationToken) };
    }, cancellationToken);

    /// <summary>
    /// Null where they cannot be seen: a deployment holds the catalog's locks for a moment, or the user that sees definitions is
    /// gone. The rest of the look is worth as much.
    /// </summary>
    private static async Task<IReadOnlyList<CaptureFault>?> ReadCapturesAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await connection.QueryAsync<(string Schema, string Table, string State, string Detail)>(
                Procedure("ReadCaptureStates", null, cancellationToken));
            return [.. rows.Select(r => new CaptureFault($"{r.Schema}.{r.Table}", Enum.Parse<CaptureState>(r.State, ignoreCase: true), r.Detail))];
        }
        catch (SqlException error) when (error.Class < 20 && error.Number > 0 && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task<DateTime> ReadClockAsync(CancellationToken cancellationToken) => RunAsync(
        async connection => DateTime.SpecifyKind(
            await connection.ExecuteScalarAsync<DateTime>(Procedure("ReadClock", null, cancellationToken)), DateTimeKind.Utc),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static CommandDefinition Procedure(string name, object? parameters, CancellationToken cancellationToken) =>
        new($"outbox.{name}", parameters, commandType: CommandType.StoredProcedure, cancellationToken: cancellationToken);

    private Task<IReadOnlyList<byte>> ReadLostAsync(string procedure, object parameters, CancellationToken cancellationToken) => RunAsync(
        async connection => (IReadOnlyList<byte>)[.. await connection.QueryAsync<byte>(Procedure(procedure, parameters, cancellationToken))],
        cancellationToken);

    private Task<T> ReadAsync<T>(
        string procedure, object? parameters, Func<SqlDataReader, Task<T>> read, CancellationToken cancellationToken) => RunAsync(
        connection => SqlServerModules.ReadAsync(connection, Procedure(procedure, parameters, cancellationToken), read), cancellationToken);

    private Task<T> RunAsync<T>(Func<SqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        connector.RunAsync(work, cancellationToken);
}
