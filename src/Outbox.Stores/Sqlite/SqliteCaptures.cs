using Dapper;
using Microsoft.Data.Sqlite;

namespace Outbox.Stores.Sqlite;

/// <summary>
/// What became of the captures' triggers. Whether one still fits its table SQLite itself says: it compiles the triggers of a
/// statement when it prepares it, and EXPLAIN prepares and writes nothing (SQLite, "EXPLAIN").
/// </summary>
internal static class SqliteCaptures
{
    /// <summary>Those that are not as <c>migrate</c> left them.</summary>
    public static async Task<IReadOnlyList<CaptureFault>> FindAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        CommandDefinition Command(string sql, object? parameters = null) => new(sql, parameters, cancellationToken: cancellationToken);
        var rows = (await connection.QueryAsync<(string Table, string Name, string Hash, string? SitsOn, string? Sql)>(
            Command(SqliteQueries.Get("ReadCaptures")))).ToList();
        var faults = new List<CaptureFault>();
        foreach (var row in rows)
        {
            if (row.Sql is null)
            {
                faults.Add(new CaptureFault(row.Table, CaptureState.Gone, row.Name));
            }
            else if (!string.Equals(row.SitsOn, row.Table, StringComparison.OrdinalIgnoreCase))
            {
                faults.Add(new CaptureFault(row.Table, CaptureState.Astray, $"it sits on {row.SitsOn}: {row.Name}"));
            }
            else if (StoredJson.Hash(row.Sql) != row.Hash)
            {
                faults.Add(new CaptureFault(row.Table, CaptureState.Changed, row.Name));
            }
        }

        foreach (var table in rows.Where(r => r.SitsOn is not null).Select(r => r.SitsOn!).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var name = Identifier(table);
            var columns = await connection.QueryAsync<string>(Command("SELECT name FROM pragma_table_info(@table)", new { table }));
            var assignments = string.Join(", ", columns.Select(c => $"{Identifier(c)} = {Identifier(c)}"));
            string[] statements = [$"INSERT INTO {name} DEFAULT VALUES", $"UPDATE {name} SET {assignments}", $"DELETE FROM {name}"];
            foreach (var statement in statements)
            {
                try
                {
                    await connection.ExecuteAsync(Command("EXPLAIN " + statement));
                }
                catch (SqliteException error) when (error.SqliteErrorCode == Invalid)
                {
                    // Its words name columns and tables, never values: nothing was run.
                    faults.Add(new CaptureFault(table, CaptureState.Unbound, error.Message));
                    break;
                }
            }
        }

        return faults;
    }

    private const int Invalid = 1;

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
