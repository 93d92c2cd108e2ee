using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.Core.Messages;
using Outbox.Mapping.Capture.Sqlite;
using Outbox.Mapping.Yaml;

namespace Outbox.Stores.Sqlite;

/// <summary>Keeps the outbox in a SQLite file small, and has people sent again.</summary>
/// <param name="connector">Opens the file.</param>
public sealed class SqliteUpkeep(SqliteConnector connector) : IOutboxUpkeep
{
    /// <summary>Rows of a transaction: the shop's writers wait for one no longer than for one of their own.</summary>
    private const int BatchSize = 2_000;

    /// <inheritdoc/>
    public async Task<PurgeReport> PurgeAsync(PurgeOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        await using var connection = await connector.OpenAsync(cancellationToken);
        try
        {
            var now = SqliteTime.Read((await connection.ExecuteScalarAsync<string>(Command("ReadClock")))!);
            var limits = new
            {
                trimBefore = SqliteTime.Write(now.AddDays(-options.RetentionDays)),
                faultBefore = SqliteTime.Write(now.AddDays(-PurgeOptions.FaultDays)),
                purgeBefore = options.DedupeDays is { } days ? SqliteTime.Write(now.AddDays(-days)) : null,
                batchSize = BatchSize,
            };
            if (!options.Execute)
            {
                var (trimmed, removed) = await connection.QuerySingleAsync<(long?, long?)>(Command("CountPurge", limits));
                return new PurgeReport(trimmed ?? 0, removed ?? 0);
            }

            var gone = limits.purgeBefore is null ? 0 : await RepeatAsync(["MoveHorizon", "RemoveMessages"]);
            var trim = await RepeatAsync(["TrimMessages"]);
            await RepeatAsync(["RemoveAttempts"]);
            await RepeatAsync(["RemoveFaults"]);
            return new PurgeReport(trim, gone);

            // The last statement's rows count; the horizon moves before the first row goes.
            async Task<long> RepeatAsync(string[] queries)
            {
                var total = 0L;
                while (true)
                {
                    await using var transaction = connection.BeginTransaction(deferred: false);
                    var rows = 0;
                    foreach (var query in queries)
                    {
                        rows = await connection.ExecuteAsync(Command(query, limits, transaction));
                    }

                    await transaction.CommitAsync(cancellationToken);
                    total += rows;
                    if (rows < BatchSize)
                    {
                        return total;
                    }
                }
            }
        }
        catch (SqliteException error)
        {
            throw connector.Explain(error, lockedIsFinal: true);
        }

        CommandDefinition Command(string query, object? parameters = null, SqliteTransaction? transaction = null) =>
            new(SqliteQueries.Get(query), parameters, transaction, cancellationToken: cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> ResyncAsync(string? person, bool execute, CancellationToken cancellationToken)
    {
        await using var connection = await connector.OpenAsync(cancellationToken);
        try
        {
            var modules = (await connection.QueryAsync<(string Name, string Sql)>(Command("ReadModules")))
                .ToDictionary(module => module.Name, module => module.Sql);
            var text = await connection.ExecuteScalarAsync<string>(Command("ReadMapping"));
            if (text is null || !modules.TryGetValue(SqliteWriter.ResyncModule, out var list))
            {
                throw connector.NotInstalled();
            }

            var people = await ListAsync(person);
            var prefix = MappingReader.Read(text).Document?.People.Prefix;
            if (people.Count == 0 && !string.IsNullOrEmpty(prefix) && person?.StartsWith(prefix, StringComparison.Ordinal) == true)
            {
                // The id at Customer.io is taken as well.
                people = await ListAsync(person[prefix.Length..]);
            }

            foreach (var batch in execute ? people.Chunk(BatchSize) : [])
            {
                await connection.ExecuteAsync(Command("TouchPeople", new
                {
                    capturedBy = "resync",
                    priority = (int)(person is null ? Priority.Backfill : Priority.Live),
                    keys = StoredJson.Write(batch),
                }));
            }

            return people.Count;

            async Task<List<string>> ListAsync(string? key) => [.. await connection.QueryAsync<string>(
                new CommandDefinition(list, new { person = key }, cancellationToken: cancellationToken))];
        }
        catch (SqliteException error)
        {
            throw connector.Explain(error, lockedIsFinal: true);
        }

        CommandDefinition Command(string query, object? parameters = null) =>
            new(SqliteQueries.Get(query), parameters, cancellationToken: cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RequeuedRows>> RequeueAsync(RequeueFilter filter, bool execute, string by, CancellationToken cancellationToken)
    {
        await using var connection = await connector.OpenAsync(cancellationToken);
        try
        {
            var found = new List<(long MessageId, string Name, string Code, long IsLate)>();
            var operationId = execute ? await BeginAsync() : (long?)null;
            for (var after = 0L; ;)
            {
                await using var transaction = connection.BeginTransaction(deferred: !execute);
                List<(long MessageId, string Name, string Code, long IsLate)> rows =
                [
                    .. await connection.QueryAsync<(long MessageId, string Name, string Code, long IsLate)>(Command("FindDead", new
                    {
                        after,
                        eventName = filter.EventName,
                        code = filter.Code,
                        person = filter.Person,
                        from = filter.From is { } from ? SqliteTime.Write(from) : null,
                        to = filter.To is { } to ? SqliteTime.Write(to) : null,
                        limit = BatchSize,
                    }, transaction)),
                ];
                if (execute && rows.Count > 0)
                {
                    await connection.ExecuteAsync(Command(
                        "RequeueMessages", new { messageIds = StoredJson.Write(rows.Select(row => row.MessageId)) }, transaction));
                }

                await transaction.CommitAsync(cancellationToken);
                found.AddRange(rows);
                if (rows.Count < BatchSize)
                {
                    break;
                }

                after = rows[^1].MessageId;
            }

            if (operationId is not null)
            {
                await connection.ExecuteAsync(Command("EndOperation", new { operationId, rows = (long?)found.Count }));
            }

            return
            [
                .. found.GroupBy(row => (row.Name, row.Code))
                    .Select(group => new RequeuedRows(group.Key.Name, group.Key.Code, group.Count(), group.Sum(row => row.IsLate)))
                    .OrderBy(group => group.Name, StringComparer.Ordinal).ThenBy(group => group.Code, StringComparer.Ordinal),
            ];
        }
        catch (SqliteException error)
        {
            throw connector.Explain(error, lockedIsFinal: true);
        }

        async Task<long> BeginAsync() => await connection.ExecuteScalarAsync<long>(Command("BeginOperation", new
        {
            name = "requeue",
            doneBy = by,
            parameters = $"event {filter.EventName}; code {filter.Code}; person {(filter.Person is null ? "" : "one")}; from {filter.From:s}; to {filter.To:s}",
        }));

        CommandDefinition Command(string query, object? parameters = null, SqliteTransaction? transaction = null) =>
            new(SqliteQueries.Get(query), parameters, transaction, cancellationToken: cancellationToken);
    }
}
