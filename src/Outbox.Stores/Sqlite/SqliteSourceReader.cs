using System.Globalization;
using Dapper;
using Outbox.Core.Messages;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.Sqlite;
using Outbox.Mapping.Preview;

namespace Outbox.Stores.Sqlite;

/// <summary>Reads a shop in a SQLite file by a mapping.</summary>
/// <param name="connector">The file.</param>
/// <param name="plan">The mapping and the file's tables.</param>
public sealed class SqliteSourceReader(SqliteConnector connector, CapturePlan plan) : ISourceReader
{
    private readonly Dictionary<string, string> _modules = SqliteWriter.Modules(plan).ToDictionary(m => m.Name, m => m.Sql);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceRow>> FindRowsAsync(
        PreviewSource source, IReadOnlyList<string> key, int limit, CancellationToken cancellationToken) =>
        ReadAsync(source, SourceChoice.ByKey, key, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceRow>> ReadLastRowsAsync(PreviewSource source, int limit, CancellationToken cancellationToken) =>
        ReadAsync(source, SourceChoice.Last, [], limit, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, string>> ReadRelatedAsync(
        string capturedBy, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        _modules.TryGetValue(RelatedParts.ModuleNameOf(capturedBy), out var sql)
            ? await connector.ReadShopAsync(
                connection => SqliteModules.ReadRelatedAsync(connection, sql, messages, null, cancellationToken), cancellationToken)
            : new Dictionary<long, string>();

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => connector.ReadShopAsync(
        connection => SqliteModules.ReadPeopleAsync(connection, _modules["ReadPeople"], keys, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleStatesAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => connector.ReadShopAsync(
        connection => SqliteModules.ReadPeopleAsync(connection, _modules[SqliteWriter.StatesModule], keys, cancellationToken), cancellationToken);

    /// <summary>Everybody was sent before, with attributes that differ: so both the person and the event are shown.</summary>
    public Task<IReadOnlyDictionary<string, SentPerson>> ReadSentPeopleAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) => Task.FromResult(SentPerson.AllOutdated(personIds));

    /// <inheritdoc/>
    public Task<DateTime> ReadClockAsync(CancellationToken cancellationToken) => connector.RunAsync(
        async connection => SqliteTime.Read((await connection.ExecuteScalarAsync<string>(
            new CommandDefinition(SqliteQueries.Get("ReadClock"), cancellationToken: cancellationToken)))!),
        cancellationToken);

    private async Task<IReadOnlyList<SourceRow>> ReadAsync(
        PreviewSource source, SourceChoice choice, IReadOnlyList<string> key, int limit, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters();
        parameters.Add("limit", limit);
        foreach (var (part, i) in key.Select((part, i) => (part, i)))
        {
            parameters.Add("key" + i.ToString(CultureInfo.InvariantCulture), part);
        }

        var rows = await connector.RunAsync(
            connection => connection.QueryAsync<SourceValues>(
                new CommandDefinition(SqliteWriter.Source(plan, source, choice).Sql, parameters, cancellationToken: cancellationToken)),
            cancellationToken);
        var now = await ReadClockAsync(cancellationToken);
        return [.. rows.Select((row, i) => SourceRow.Of(source, row, i + 1, now))];
    }
}
