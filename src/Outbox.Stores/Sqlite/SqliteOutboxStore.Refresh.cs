using Dapper;
using Outbox.Core.Messages;
using Outbox.Mapping.Capture.Sqlite;
using Outbox.Mapping.Model;

namespace Outbox.Stores.Sqlite;

/// <content>Values that change with the clock.</content>
public sealed partial class SqliteOutboxStore
{
    /// <summary>People of a transaction: the shop's writers wait for one no longer than for one of their own.</summary>
    private const int RefreshBatch = 2_000;

    /// <summary>Touches who has other values than at the last run, is new in the view or gone from it.</summary>
    private async Task<int> RefreshPeopleAsync(CancellationToken cancellationToken)
    {
        var changed = await RunAsync(async connection =>
        {
            // One row a person, whatever the view has: the first by its hash. The values themselves can be long.
            var now = new Dictionary<string, string>(StringComparer.Ordinal);
            await foreach (var (key, value) in connection.QueryUnbufferedAsync<(string PersonKey, string Value)>(
                _modules[SqliteWriter.RefreshModule]).WithCancellation(cancellationToken))
            {
                var hash = StoredJson.Hash(value);
                if (!now.TryGetValue(key, out var other) || string.CompareOrdinal(hash, other) < 0)
                {
                    now[key] = hash;
                }
            }

            var before = (await connection.QueryAsync<(string PersonKey, string Hash)>(Command("ReadRefreshed", null, cancellationToken)))
                .ToDictionary(row => row.PersonKey, row => row.Hash, StringComparer.Ordinal);
            return (List<RefreshedPerson>)
            [
                .. now.Where(person => before.GetValueOrDefault(person.Key) != person.Value).Select(person => new RefreshedPerson(person.Key, person.Value)),
                .. before.Keys.Where(key => !now.ContainsKey(key)).Select(key => new RefreshedPerson(key, null)),
            ];
        }, cancellationToken);

        foreach (var batch in changed.Chunk(RefreshBatch))
        {
            await WriteAsync(async (connection, transaction) =>
            {
                var people = new { people = StoredJson.Write(batch) };
                await connection.ExecuteAsync(Command("SaveRefreshed", people, cancellationToken, transaction));
                await connection.ExecuteAsync(Command("ForgetRefreshed", people, cancellationToken, transaction));

                // Behind everything that is live: a night's changes do not hold up an order.
                var touches = new
                {
                    capturedBy = Refresh.Name,
                    priority = (int)Priority.Backfill,
                    keys = StoredJson.Write(batch.Select(person => person.PersonKey)),
                };
                return await connection.ExecuteAsync(Command("TouchPeople", touches, cancellationToken, transaction));
            }, cancellationToken);
        }

        return changed.Count;
    }

    /// <summary>A person whose values have changed; no hash where the view has the person no longer.</summary>
    private sealed record RefreshedPerson(string PersonKey, string? Hash);
}
