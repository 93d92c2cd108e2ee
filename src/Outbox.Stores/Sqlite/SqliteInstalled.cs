using Dapper;
using Microsoft.Data.Sqlite;

namespace Outbox.Stores.Sqlite;

/// <summary>What of the outbox a database has.</summary>
/// <param name="Migrations">Migrations in the journal.</param>
/// <param name="Triggers">Recorded triggers; their text as SQLite holds it, null where one is gone.</param>
/// <param name="Modules">Hash by module.</param>
/// <param name="MappingHash">Hash of the stored mapping with its catalog; null for none.</param>
internal sealed record SqliteInstalled(
    IReadOnlyList<string> Migrations,
    IReadOnlyDictionary<string, string?> Triggers,
    IReadOnlyDictionary<string, string> Modules,
    string? MappingHash)
{
    private static readonly SqliteInstalled Nothing =
        new([], new Dictionary<string, string?>(), new Dictionary<string, string>(), null);

    /// <summary>Reads it.</summary>
    public static async Task<SqliteInstalled> ReadAsync(
        SqliteConnection connection, string journal, CancellationToken cancellationToken)
    {
        CommandDefinition Command(string query, object? parameters = null) =>
            new(SqliteQueries.Get(query), parameters, cancellationToken: cancellationToken);

        if (await connection.ExecuteScalarAsync<long>(Command("CountTables", new { name = journal })) == 0)
        {
            return Nothing;
        }

        var migrations = await connection.QueryAsync<string>(Command("ReadJournal"));
        if (await connection.ExecuteScalarAsync<long>(Command("CountTables", new { name = "outbox_Message" })) == 0)
        {
            return Nothing with { Migrations = [.. migrations] };
        }

        var triggers = await connection.QueryAsync<(string Name, string? Sql)>(Command("ReadDeployed"));
        var modules = await connection.QueryAsync<(string Name, string Hash)>(Command("ReadModuleHashes"));
        var mapping = await connection.QuerySingleOrDefaultAsync<string>(Command("ReadMappingHash"));
        return new SqliteInstalled(
            [.. migrations],
            triggers.ToDictionary(t => t.Name, t => t.Sql),
            modules.ToDictionary(m => m.Name, m => m.Hash),
            mapping);
    }
}
