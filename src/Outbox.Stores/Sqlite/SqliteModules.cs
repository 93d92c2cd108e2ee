using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.Core.Messages;

namespace Outbox.Stores.Sqlite;

/// <summary>Runs generated reads: those that the database keeps, or those of a mapping that is not installed.</summary>
internal static class SqliteModules
{
    /// <summary>A capture's related read, by message.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> ReadRelatedAsync(
        SqliteConnection connection, string sql, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(long MessageId, string Related)>(new CommandDefinition(
            sql, new { rows = KeyRows.Write(messages) }, cancellationToken: cancellationToken));
        return rows.ToDictionary(r => r.MessageId, r => r.Related);
    }

    /// <summary>People, by the keys asked for.</summary>
    public static async Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleAsync(
        SqliteConnection connection, string sql, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(string RequestedKey, string StoredKey, long IsIncluded, long IsDeleted, string Json)>(
            new CommandDefinition(sql, new { keys = StoredJson.Write(keys) }, cancellationToken: cancellationToken));
        var people = new Dictionary<string, PersonRow>();
        foreach (var row in rows)
        {
            people.TryAdd(row.RequestedKey, new PersonRow(row.StoredKey, row.IsIncluded == 1, row.IsDeleted == 1, row.Json));
        }

        return people;
    }
}
