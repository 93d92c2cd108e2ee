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
/// <param name="Triggers">The captures' triggers.</param>
/// <param name="Strays">Triggers of ours that no capture knows.</param>
/// <param name="MappingHash">Hash of the stored mapping with its catalog; null for none.</param>
internal sealed record ServerInstalled(
    IReadOnlyList<string> Migrations,
    IReadOnlyDictionary<string, InstalledObject> Own,
    IReadOnlyDictionary<string, InstalledObject> Generated,
    IReadOnlyList<InstalledTrigger> Triggers,
    IReadOnlyList<InstalledTrigger> Strays,
    string? MappingHash)
{
    /// <summary>Nothing.</summary>
    public static readonly ServerInstalled Nothing = new(
        [], new Dictionary<string, InstalledObject>(), new Dictionary<string, InstalledObject>(), [], [], null);

    /// <summary>What the dispatcher's role may execute; empty where nobody asked, or it cannot be seen.</summary>
    public IReadOnlySet<string> Rights { get; init; } = new HashSet<string>();

    /// <summary>Reads it in the tables themselves, as whoever owns them may.</summary>
    public static async Task<ServerInstalled> ReadAsync(SqlConnection connection, ServerState server, CancellationToken cancellationToken)
    {
        Task<IEnumerable<T>> QueryAsync<T>(string name) =>
            connection.QueryAsync<T>(new CommandDefinition(SqlServerTexts.Deploy(name), commandTimeout: 0, cancellationToken: cancellationToken));

        if (!server.HasJournal)
        {
            return Nothing;
        }

        var migrations = (await QueryAsync<string>("ReadJournal")).ToList();
        if (!server.HasTables)
        {
            return Nothing with { Migrations = migrations };
        }

        return Of(
            migrations,
            await QueryAsync<ModuleRow>("ReadModules"),
            await QueryAsync<CaptureRow>("ReadCaptures"),
            await QueryAsync<StrayRow>("ReadStrays"),
            (await QueryAsync<string>("ReadMappingHash")).SingleOrDefault());
    }

    /// <summary>Asks <c>outbox.ReadDeployment</c>, as an operator may who has no right to a table.</summary>
    public static async Task<ServerInstalled> AskAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        await using var sets = await connection.QueryMultipleAsync(new CommandDefinition(
            "outbox.ReadDeployment", commandTimeout: 0, commandType: System.Data.CommandType.StoredProcedure, cancellationToken: cancellationToken));
        var installed = Of(
            (await sets.ReadAsync<string>()).ToList(),
            await sets.ReadAsync<ModuleRow>(),
            await sets.ReadAsync<CaptureRow>(),
            await sets.ReadAsync<StrayRow>(),
            (await sets.ReadAsync<string>()).SingleOrDefault());
        return installed with { Rights = (await sets.ReadAsync<string>()).ToHashSet(StringComparer.OrdinalIgnoreCase) };
    }

    private static ServerInstalled Of(
        IReadOnlyList<string> migrations, IEnumerable<ModuleRow> modules, IEnumerable<CaptureRow> captures, IEnumerable<StrayRow> strays, string? mappingHash)
    {
        var all = modules.ToList();
        return new ServerInstalled(
            migrations,
            Objects(all.Where(m => !m.IsGenerated)),
            Objects(all.Where(m => m.IsGenerated)),
            [.. captures.Select(c => new InstalledTrigger(
                c.SchemaName, c.TableName, c.Name, c.TriggerId, c.SitsOn, c.State == "astray", Object(c.Hash, c.State)))],
            [.. strays.Select(s => new InstalledTrigger(s.SchemaName, "", s.Name, s.TriggerId, s.SitsOn, true, new InstalledObject("", true, true)))],
            mappingHash?.Trim());
    }

    private static Dictionary<string, InstalledObject> Objects(IEnumerable<ModuleRow> modules) =>
        modules.ToDictionary(m => m.Name, m => Object(m.Hash, m.State), StringComparer.OrdinalIgnoreCase);

    private static InstalledObject Object(string hash, string state) => new(hash.Trim(), state is not ("gone" or "astray"), state == "drifted");

    private sealed record ModuleRow
    {
        public required string Name { get; init; }

        public required bool IsGenerated { get; init; }

        public required string Hash { get; init; }

        public required string State { get; init; }
    }

    private sealed record CaptureRow
    {
        public required string SchemaName { get; init; }

        public required string TableName { get; init; }

        public required string Name { get; init; }

        public required string Hash { get; init; }

        public required string State { get; init; }

        public int? TriggerId { get; init; }

        public string? SitsOn { get; init; }
    }

    private sealed record StrayRow
    {
        public required int TriggerId { get; init; }

        public required string SchemaName { get; init; }

        public required string Name { get; init; }

        public string? SitsOn { get; init; }
    }
}
