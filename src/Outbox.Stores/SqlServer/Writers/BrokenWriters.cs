using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Model;

namespace Outbox.Stores.SqlServer.Writers;

/// <summary>
/// Looks through modules, the plan cache and Query Store for writers that triggers to come would break. Whatever could not be
/// looked at is told: nobody has checked it.
/// </summary>
internal sealed class BrokenWriters
{
    private const int QueryStoreOff = 0;
    private const int QueryStoreReadOnly = 1;
    private const int QueryStoreReadWrite = 2;

    private readonly SqlConnection _connection;
    private readonly CancellationToken _stop;
    private readonly IReadOnlyDictionary<TableName, IReadOnlyCollection<WriteOperation>> _triggers;
    private readonly ILookup<(string Schema, string Name), WriteOperation> _enabled;
    private readonly List<BrokenWriter> _broken = [];
    private readonly List<string> _notChecked = [];
    private ShopNames _names = null!;
    private IReadOnlySet<string> _interesting = new HashSet<string>();

    private BrokenWriters(
        SqlConnection connection,
        IReadOnlyDictionary<TableName, IReadOnlyCollection<WriteOperation>> triggers,
        ILookup<(string Schema, string Name), WriteOperation> enabled,
        CancellationToken stop) => (_connection, _triggers, _enabled, _stop) = (connection, triggers, enabled, stop);

    /// <summary>Looks for writers that the triggers would break, and none that is there has broken.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="triggers">The triggers to come, by table.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<WriterReport> FindAsync(
        SqlConnection connection, IReadOnlyList<GeneratedTrigger> triggers, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(string Schema, string Table, string Action)>(
            new CommandDefinition(SqlServerTexts.Deploy("ReadTriggerActions"), commandTimeout: 0, cancellationToken: cancellationToken));
        var enabled = rows.ToLookup(r => Key(r.Schema, r.Table), r => Enum.Parse<WriteOperation>(r.Action, ignoreCase: true));
        var fresh = triggers
            .Where(t => t.Operations.Except(enabled[Key(t.Table)]).Any())
            .ToDictionary(t => t.Table, t => (IReadOnlyCollection<WriteOperation>)[.. t.Operations]);
        if (fresh.Count == 0)
        {
            // Whoever these triggers break was broken when they came.
            return WriterReport.Nothing;
        }

        var search = new BrokenWriters(connection, fresh, enabled, cancellationToken);
        await search.LookAsync();
        return new WriterReport([.. search._broken.Distinct()], [.. search._notChecked.Distinct()]);
    }

    private async Task LookAsync()
    {
        // Synchronously, as LongRows says.
        var modules = _connection.Query<ModuleText>(Command("ReadModuleTexts")).ToList();
        _names = await NamesAsync(modules.Where(m => m.IsView));
        _interesting = _names.NamesOf([.. _triggers.Keys]);
        if (await _connection.ExecuteScalarAsync<int>(Command("ReadSight")) == 0)
        {
            _notChecked.Add("modules that this login may not see: it needs VIEW DEFINITION on the database");
        }

        foreach (var module in modules)
        {
            Look(module.Text, module.Source, module.SchemaName is "" ? "dbo" : module.SchemaName, module.QuotedIdentifiers);
        }

        await TryAsync("modules of SQL CLR", "VIEW DEFINITION on the database", async () =>
        {
            var clr = (await _connection.QueryAsync<string>(Command("ReadClrModules"))).ToList();
            if (clr.Count > 0)
            {
                _notChecked.Add($"{clr.Count} modules of SQL CLR ({string.Join(", ", clr.Take(3))}{(clr.Count > 3 ? ", …" : "")}): what they write no text tells");
            }
        });
        await TryAsync("the plan cache", "VIEW SERVER STATE (from 2022 on VIEW SERVER PERFORMANCE STATE)", () =>
        {
            foreach (var (isHere, text) in _connection.Query<(int IsHere, string? Text)>(Command("ReadPlanCache")))
            {
                Look(text, "plan cache", null, quotedIdentifiers: true, isElsewhere: isHere == 0);
            }

            return Task.CompletedTask;
        });
        await TryAsync("Query Store", "VIEW DATABASE STATE", LookAtQueryStoreAsync);
    }

    private async Task LookAtQueryStoreAsync()
    {
        switch (await _connection.ExecuteScalarAsync<int?>(Command("ReadQueryStoreState")))
        {
            case QueryStoreReadWrite:
                break;
            case QueryStoreReadOnly:
                _notChecked.Add("Query Store: it is read-only, so that it holds nothing of late");
                break;
            case null or QueryStoreOff:
                _notChecked.Add("Query Store: it is off");
                return;
            default:
                _notChecked.Add("Query Store: it is in error");
                return;
        }

        foreach (var (schema, isHidden, text) in _connection.Query<(string? Schema, int IsHidden, string? Text)>(Command("ReadQueryStore")))
        {
            Look(isHidden == 1 ? null : text, "Query Store", schema, quotedIdentifiers: true);
        }
    }

    private void Look(string? text, string source, string? moduleSchema, bool quotedIdentifiers, bool isElsewhere = false)
    {
        if (text is null)
        {
            _notChecked.Add($"{source}: its text cannot be read (encrypted, or not for this login)");
            return;
        }

        var reading = OutputStatements.Read(text, quotedIdentifiers);
        foreach (var use in reading.Uses)
        {
            foreach (var table in use.Targets.Where(t => !isElsewhere || t.Database is not null).SelectMany(t => _names.Resolve(t, moduleSchema)))
            {
                if (_triggers.Where(t => ShopNames.Same(t.Key, table)).Select(t => t.Value).FirstOrDefault() is { } operations
                    && use.IsBrokenBy(operations, [.. _enabled[Key(table)]]))
                {
                    _broken.Add(new BrokenWriter(table.ToString(), source, use.Statement, use.Error));
                }
            }
        }

        // Where no name of a mapped table occurs, nothing of it is written, whatever else the text says.
        if (reading.Unread is { } why && _interesting.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase)))
        {
            _notChecked.Add($"{source}: {why}");
        }
    }

    private async Task<ShopNames> NamesAsync(IEnumerable<ModuleText> views)
    {
        await using var sets = await _connection.QueryMultipleAsync(Command("ReadShopNames"));
        var schemas = (await sets.ReadAsync<string>()).ToList();
        var synonyms = (await sets.ReadAsync<(string Schema, string Name, string? Server, string? Database, string? TargetSchema, string TargetName)>()).ToList();
        var catalog = await SqlServerCatalog.ReadAsync(_connection, _stop);
        return new ShopNames(
            _connection.Database,
            catalog,
            schemas,
            synonyms.Where(s => s.Server is null).Select(s => (s.Schema, s.Name, new NamedTarget(s.Database, s.TargetSchema ?? "dbo", s.TargetName))),
            views.Where(v => v.Text is not null).Select(v => (v.SchemaName, v.Name, OutputStatements.TablesOf(v.Text!, v.QuotedIdentifiers))));
    }

    private async Task TryAsync(string place, string right, Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (SqlException error) when (error.Class < 20)
        {
            _notChecked.Add($"{place}: needs {right} ({error.Message.ReplaceLineEndings(" ").Trim()})");
        }
    }

    private CommandDefinition Command(string name) => new(SqlServerTexts.Deploy(name), commandTimeout: 0, cancellationToken: _stop);

    private static (string Schema, string Name) Key(TableName table) => Key(table.Schema ?? "dbo", table.Name);

    private static (string Schema, string Name) Key(string schema, string name) => (schema.ToUpperInvariant(), name.ToUpperInvariant());

    private sealed record ModuleText
    {
        public required string SchemaName { get; init; }

        public required string Name { get; init; }

        public required bool IsView { get; init; }

        public required bool QuotedIdentifiers { get; init; }

        public string? Text { get; init; }

        public string Source => SchemaName is "" ? Name : $"{SchemaName}.{Name}";
    }
}
