using Dapper;
using Microsoft.Data.SqlClient;

namespace Outbox.Stores.SqlServer;

/// <summary>An object that a database has, and whether it is still what <c>migrate</c> left.</summary>
/// <param name="Hash">Of the text that was run.</param>
/// <param name="IsThere">Whether it is there.</param>
/// <param name="HasDrifted">Whether somebody has changed it.</param>
internal sealed record InstalledObject(string Hash, bool IsThere, bool HasDrifted)
{
    /// <summary>Whether it is there as the text says.</summary>
    public bool Is(string hash) => IsThere && !HasDrifted && Hash == hash;
}

/// <summary>What of the outbox a database has.</summary>
/// <param name="Migrations">Migrations in the journal.</param>
/// <param name="Own">The product's own objects, by name.</param>
/// <param name="Generated">Procedures made of the mapping, by name.</param>
/// <param name="Triggers">Triggers by schema, table and name.</param>
/// <param name="MappingHash">Hash of the stored mapping with its catalog; null for none.</param>
internal sealed record ServerInstalled(
    IReadOnlyList<string> Migrations,
    IReadOnlyDictionary<string, InstalledObject> Own,
    IReadOnlyDictionary<string, InstalledObject> Generated,
    IReadOnlyDictionary<(string Schema, string Table, string Name), InstalledObject> Triggers,
    string? MappingHash)
{
    private static readonly ServerInstalled Nothing = new(
        [], new Dictionary<string, InstalledObject>(), new Dictionary<string, InstalledObject>(),
        new Dictionary<(string, string, string), InstalledObject>(), null);

    /// <summary>Reads it.</summary>
    public static async Task<ServerInstalled> ReadAsync(SqlConnection connection, ServerState server, CancellationToken cancellationToken)
    {
        Task<IEnumerable<T>> QueryAsync<T>(string name) =>
            connection.QueryAsync<T>(new CommandDefinition(SqlServerTexts.Deploy(name), cancellationToken: cancellationToken));

        if (!server.HasJournal)
        {
            return Nothing;
        }

        var migrations = (await QueryAsync<string>("ReadJournal")).ToList();
        if (!server.HasTables)
        {
            return Nothing with { Migrations = migrations };
        }

        var modules = (await QueryAsync<(string Name, bool IsGenerated, string Hash, string State)>("ReadModules")).ToList();
        var triggers = await QueryAsync<(string Schema, string Table, string Name, string Hash, string State)>("ReadCaptures");
        return new ServerInstalled(
            migrations,
            Objects(modules.Where(m => !m.IsGenerated)),
            Objects(modules.Where(m => m.IsGenerated)),
            triggers.ToDictionary(t => (t.Schema, t.Table, t.Name), t => Object(t.Hash, t.State)),
            (await QueryAsync<string>("ReadMappingHash")).SingleOrDefault()?.Trim());
    }

    private static Dictionary<string, InstalledObject> Objects(IEnumerable<(string Name, bool IsGenerated, string Hash, string State)> modules) =>
        modules.ToDictionary(m => m.Name, m => Object(m.Hash, m.State));

    private static InstalledObject Object(string hash, string state) => new(hash.Trim(), state != "gone", state == "drifted");
}
