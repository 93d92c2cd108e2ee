using System.Text;
using DbUp.Engine;
using DbUp.Support;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.Sqlite;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Stores.Sqlite;

/// <summary>The scripts between what a database has and what the mapping wants, and what they will have changed.</summary>
internal sealed record SqliteChanges(IReadOnlyList<SqlScript> Scripts, MigrationReport Report)
{
    private static readonly SqlScriptOptions Once = new() { ScriptType = ScriptType.RunOnce, RunGroupOrder = 1 };

    /// <summary>Run in this transaction and not journaled: the hashes beside them tell.</summary>
    private static readonly SqlScriptOptions Always = new() { ScriptType = ScriptType.RunAlways, RunGroupOrder = 2 };

    /// <summary>Compares.</summary>
    public static SqliteChanges Between(SqliteInstalled installed, MappingDocument mapping, string text, DatabaseCatalog catalog)
    {
        var plan = CapturePlan.For(mapping, catalog);
        var scripts = SqliteQueries.ReadMigrations()
            .Where(m => !installed.Migrations.Contains(m.Name))
            .Select(m => new SqlScript(m.Name, m.Text, Once))
            .ToList();
        var migrations = scripts.Select(s => s.Name).ToList();

        var triggers = SqliteWriter.Triggers(plan);
        var dropped = installed.Triggers.Keys.Except(triggers.Select(t => t.Name)).Order().ToList();
        var created = triggers.Where(t => installed.Triggers.GetValueOrDefault(t.Name) is null).ToList();
        var replaced = triggers.Where(t => installed.Triggers.GetValueOrDefault(t.Name) is { } sql && sql != t.Sql).ToList();

        var modules = SqliteWriter.Modules(plan).Select(m => new { m.Name, m.Sql, Hash = StoredJson.Hash(m.Sql) }).ToList();
        var newModules = modules.Where(m => !installed.Modules.ContainsKey(m.Name)).Select(m => m.Name).ToList();
        var changedModules = modules
            .Where(m => installed.Modules.TryGetValue(m.Name, out var hash) && hash != m.Hash).Select(m => m.Name).ToList();
        var oldModules = installed.Modules.Keys.Except(modules.Select(m => m.Name)).Order().ToList();

        var storedCatalog = StoredJson.WriteCatalog(mapping, catalog);
        var hash = StoredJson.Hash(text + "\n" + storedCatalog);
        var report = new MigrationReport(
            migrations,
            [.. created.Select(t => t.Name), .. newModules],
            [.. replaced.Select(t => t.Name), .. changedModules],
            [.. dropped, .. oldModules],
            installed.MappingHash != hash);

        foreach (var name in dropped.Concat(replaced.Select(t => t.Name)))
        {
            Add(scripts, "drop " + name, $"DROP TRIGGER IF EXISTS {Identifier(name)};");
        }

        foreach (var name in dropped)
        {
            Add(scripts, "forget " + name, "ForgetCapture", ("name", name));
        }

        foreach (var trigger in created.Concat(replaced))
        {
            Add(scripts, "create " + trigger.Name, trigger.Sql + ";");
            Add(scripts, "record " + trigger.Name, "RecordCapture",
                ("name", trigger.Name), ("table", trigger.Table.Name), ("hash", StoredJson.Hash(trigger.Sql)));
        }

        if (report.MappingChanged || newModules.Count + changedModules.Count + oldModules.Count > 0)
        {
            var types = StoredJson.Write(mapping.EventTypes.Select(t => new
            {
                t.Name,
                Delivery = t.Delivery.ToString().ToLowerInvariant(),
                t.TriggerSource,
            }));
            var moduleJson = StoredJson.Write(modules);
            Add(scripts, "event types", "StoreEventTypes", ("types", types));
            Add(scripts, "unmapped event types", "UnmapEventTypes", ("types", types));
            Add(scripts, "modules", "StoreModules", ("modules", moduleJson));
            Add(scripts, "old modules", "DropModules", ("modules", moduleJson));
            Add(scripts, "mapping", "StoreMapping", ("text", text), ("catalog", storedCatalog), ("hash", hash));
        }

        return new SqliteChanges(scripts, report);
    }

    private static void Add(List<SqlScript> scripts, string name, string query, params ReadOnlySpan<(string Name, string Value)> values)
    {
        // As hex: DbUp ends a batch at a line that says GO, and a mapping may hold any line.
        var literals = new (string, string)[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            literals[i] = (values[i].Name, $"CAST(X'{Convert.ToHexString(Encoding.UTF8.GetBytes(values[i].Value))}' AS TEXT)");
        }

        var sql = values.IsEmpty ? query : SqlTemplate.Fill(SqliteQueries.Get(query), literals);
        scripts.Add(new SqlScript($"{scripts.Count:D4} {name}", sql, Always));
    }

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
