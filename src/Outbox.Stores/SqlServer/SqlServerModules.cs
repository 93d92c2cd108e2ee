using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Core.Messages;

namespace Outbox.Stores.SqlServer;

/// <summary>Runs generated reads: the procedures, or the batches of a mapping that is not installed.</summary>
internal static class SqlServerModules
{
    /// <summary>A capture's related read, by message.</summary>
    public static Task<IReadOnlyDictionary<long, string>> ReadRelatedAsync(
        SqlConnection connection, CommandDefinition command, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        ReadAsync(connection, command, async reader =>
        {
            var parts = await Parts<long>.ReadAsync(reader, row => row.GetInt64(0), null, cancellationToken);
            return (IReadOnlyDictionary<long, string>)messages.ToDictionary(m => m.MessageId, m => parts.Compose(m.MessageId));
        });

    /// <summary>People, by the keys asked for.</summary>
    public static Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleAsync(
        SqlConnection connection, CommandDefinition command, CancellationToken cancellationToken) =>
        ReadAsync(connection, command, async reader =>
        {
            var found = new Dictionary<string, (string Key, bool IsIncluded, bool IsDeleted)>(StringComparer.Ordinal);
            var parts = await Parts<string>.ReadAsync(reader, row => row.GetString(0), TakePerson, cancellationToken);
            return (IReadOnlyDictionary<string, PersonRow>)found.ToDictionary(
                p => p.Key, p => new PersonRow(p.Value.Key, p.Value.IsIncluded, p.Value.IsDeleted, parts.Compose(p.Key)), StringComparer.Ordinal);

            int TakePerson(SqlDataReader row, string requested)
            {
                found.TryAdd(requested, (row.GetString(1), row.GetBoolean(2), row.GetBoolean(3)));
                return 4;
            }
        });

    /// <summary>Runs a command and reads its sets.</summary>
    public static async Task<T> ReadAsync<T>(SqlConnection connection, CommandDefinition command, Func<SqlDataReader, Task<T>> read)
    {
        // Dapper wraps the driver's reader; the wrapper goes with its command.
        await using var wrapped = await connection.ExecuteReaderAsync(command);
        return await read((SqlDataReader)((IWrappedDataReader)wrapped).Reader);
    }
}
