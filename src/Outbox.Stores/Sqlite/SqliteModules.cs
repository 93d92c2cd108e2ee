using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.Core.Messages;

namespace Outbox.Stores.Sqlite;

/// <summary>Runs generated reads: those that the database keeps, or those of a mapping that is not installed.</summary>
internal static class SqliteModules
{
    /// <summary>A capture's related read, by message.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> ReadRelatedAsync(
        SqliteConnection connection, string sql, IReadOnlyList<OutboxMessage> messages, IReadOnlySet<string>? columns, CancellationToken cancellationToken)
    {
        var related = new Dictionary<long, string>();
        var budget = new ReadBudget();
        await foreach (var (messageId, json) in connection.QueryUnbufferedAsync<(long MessageId, string Related)>(
            sql, new { rows = KeyRows.Write(messages, columns) }).WithCancellation(cancellationToken))
        {
            budget.Take(json.Length);
            related[messageId] = json;
        }

        return related;
    }

    /// <summary>People, by the keys asked for.</summary>
    public static async Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleAsync(
        SqliteConnection connection, string sql, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var people = new Dictionary<string, PersonRow>();
        var budget = new ReadBudget();
        await foreach (var row in connection.QueryUnbufferedAsync<(string RequestedKey, string StoredKey, long IsIncluded, long IsDeleted, string Json)>(
            sql, new { keys = StoredJson.Write(keys) }).WithCancellation(cancellationToken))
        {
            budget.Take(row.Json.Length);
            people.TryAdd(row.RequestedKey, new PersonRow(row.StoredKey, row.IsIncluded == 1, row.IsDeleted == 1, row.Json));
        }

        return people;
    }
}
