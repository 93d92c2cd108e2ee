using Microsoft.Data.Sqlite;

namespace Outbox.Stores.Sqlite;

/// <summary>Saves shaped rows by one statement, compiled once: as one JSON parameter they would be written and read once more.</summary>
internal static class SqliteShapedRows
{
    /// <summary>Saves those that are pending and were not saved before.</summary>
    /// <returns>Those that do not stand as given.</returns>
    public static async Task<IReadOnlyList<long>> SaveAsync(
        SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<ShapedRow> rows, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = SqliteQueries.Get("SaveShaped");
        var notSaved = new List<long>();
        var messageId = command.Parameters.Add("@messageId", SqliteType.Integer);
        var createdAt = command.Parameters.Add("@createdAt", SqliteType.Text);
        var personKey = command.Parameters.Add("@personKey", SqliteType.Text);
        var personId = command.Parameters.Add("@personId", SqliteType.Text);
        var sentAs = command.Parameters.Add("@sentAs", SqliteType.Text);
        var occurredAt = command.Parameters.Add("@occurredAt", SqliteType.Text);
        var properties = command.Parameters.Add("@properties", SqliteType.Text);
        foreach (var row in rows)
        {
            messageId.Value = row.Row.MessageId;
            createdAt.Value = SqliteTime.Write(row.Row.CreatedAt);
            personKey.Value = (object?)row.PersonKey ?? DBNull.Value;
            personId.Value = row.PersonId;
            sentAs.Value = (object?)row.SentAs ?? DBNull.Value;
            occurredAt.Value = row.OccurredAt is { } time ? SqliteTime.Write(time) : DBNull.Value;
            properties.Value = (object?)row.Properties ?? DBNull.Value;
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
            {
                notSaved.Add(row.Row.MessageId);
            }
        }

        return notSaved;
    }
}
