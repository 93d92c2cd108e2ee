using System.Globalization;
using Dapper;
using Outbox.Core.Messages;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Preview;

namespace Outbox.Stores.SqlServer;

/// <summary>Reads a shop in a database of SQL Server by a mapping.</summary>
/// <param name="connector">The database.</param>
/// <param name="plan">The mapping and the database's tables.</param>
/// <param name="rules">What is asked of the server; null for the product's.</param>
public sealed class SqlServerSourceReader(SqlServerConnector connector, CapturePlan plan, ServerRules? rules = null) : ISourceReader
{
    private readonly ServerRules _rules = rules ?? ServerRules.Default;
    private readonly Dictionary<string, string> _reads = TSqlWriter.Reads(plan).ToDictionary(m => m.Name, m => m.Sql);

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
        _reads.TryGetValue(RelatedParts.ModuleNameOf(capturedBy), out var sql)
            ? await connector.ReadShopAsync(
                connection => SqlServerModules.ReadRelatedAsync(
                    connection, Batch(sql, new { Rows = KeyRows.Write(messages) }, cancellationToken), messages, cancellationToken),
                cancellationToken)
            : new Dictionary<long, string>();

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => ReadKeysAsync("ReadPeople", keys, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleStatesAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => ReadKeysAsync(TSqlWriter.StatesModule, keys, cancellationToken);

    private Task<IReadOnlyDictionary<string, PersonRow>> ReadKeysAsync(
        string read, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => connector.ReadShopAsync(
        connection => SqlServerModules.ReadPeopleAsync(
            connection, Batch(_reads[read], new { KeyTexts = StoredJson.Write(keys) }, cancellationToken), cancellationToken),
        cancellationToken);

    /// <summary>Everybody was sent before, with attributes that differ: so both the person and the event are shown.</summary>
    public Task<IReadOnlyDictionary<string, SentPerson>> ReadSentPeopleAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) => Task.FromResult(SentPerson.AllOutdated(personIds));

    /// <inheritdoc/>
    public Task<DateTime> ReadClockAsync(CancellationToken cancellationToken) => connector.RunAsync(
        async connection => DateTime.SpecifyKind(
            await connection.ExecuteScalarAsync<DateTime>(Batch(SqlServerTexts.Shop("ReadClock"), null, cancellationToken)), DateTimeKind.Utc),
        cancellationToken);

    private async Task<IReadOnlyList<SourceRow>> ReadAsync(
        PreviewSource source, SourceChoice choice, IReadOnlyList<string> key, int limit, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters();
        parameters.Add("Limit", limit);
        foreach (var (part, i) in key.Select((part, i) => (part, i)))
        {
            parameters.Add("Key" + i.ToString(CultureInfo.InvariantCulture), part);
        }

        var rows = await connector.RunAsync(
            connection => connection.QueryAsync<SourceValues>(
                Batch(TSqlWriter.Source(plan, source, choice).Sql, parameters, cancellationToken)),
            cancellationToken);
        var now = await ReadClockAsync(cancellationToken);
        return [.. rows.Select((row, i) => SourceRow.Of(source, row, i + 1, now))];
    }

    private CommandDefinition Batch(string sql, object? parameters, CancellationToken cancellationToken) => new(
        _rules.Preprocessors.Aggregate(sql, (text, rule) => rule.Process(text)), parameters, cancellationToken: cancellationToken);
}
