using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Stores.SqlServer.Clr;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// The steps between what a database has and what the mapping wants. The mapping goes before the triggers: what they
/// capture is then known to the dispatcher, and where a trigger cannot be changed the next <c>migrate</c> goes on from there.
/// </summary>
/// <param name="Steps">In order; none where nothing is to do.</param>
/// <param name="ClrSteps">About the SQL CLR assembly, after the others; nothing leans on them.</param>
/// <param name="Report">What they will have changed.</param>
internal sealed record Deployment(IReadOnlyList<DeploymentStep> Steps, IReadOnlyList<DeploymentStep> ClrSteps, MigrationReport Report)
{
    private const string CreateOptions = "SET QUOTED_IDENTIFIER, ANSI_NULLS ON;";

    /// <summary>All of them.</summary>
    public IReadOnlyList<DeploymentStep> AllSteps => [.. Steps, .. ClrSteps];

    /// <summary>Compares.</summary>
    /// <param name="installed">What the database has.</param>
    /// <param name="mapping">What it shall have.</param>
    /// <param name="text">The mapping's text.</param>
    /// <param name="catalog">The shop's tables.</param>
    /// <param name="rules">How triggers are put on busy tables.</param>
    /// <param name="clr">What is done about the SQL CLR assembly.</param>
    public static Deployment Between(
        ServerInstalled installed, MappingDocument mapping, string text, DatabaseCatalog catalog, ServerRules rules, ClrPlan clr)
    {
        var plan = CapturePlan.For(mapping, catalog);
        var migrations = SqlServerTexts.Migrations.Where(m => !installed.Migrations.Contains(m.Name)).ToList();
        var own = Changes(SqlServerTexts.Programmable, installed.Own);
        var generated = TSqlWriter.Modules(plan);
        var modules = Changes([.. generated.Select(m => (m.Name, m.Sql))], installed.Generated);
        var triggers = TSqlWriter.Triggers(plan);
        var byTable = installed.Triggers.ToDictionary(
            t => TriggerSteps.Qualified(t.Key.Schema, t.Key.Name), t => t.Value, StringComparer.OrdinalIgnoreCase);
        var changedTriggers = Changes([.. triggers.Select(t => (TriggerSteps.NameOf(t), t.Sql))], byTable);
        var goneTriggers = installed.Triggers.Keys
            .Where(t => !triggers.Any(wanted => string.Equals(TriggerSteps.NameOf(wanted), TriggerSteps.Qualified(t.Schema, t.Name), StringComparison.OrdinalIgnoreCase)))
            .ToList();

        var storedCatalog = StoredJson.WriteCatalog(mapping, catalog);
        var mappingHash = StoredJson.Hash(text + "\n" + storedCatalog);
        var isNewMapping = installed.MappingHash != mappingHash;
        List<DeploymentStep> steps =
        [
            .. migrations.Select(m => new DeploymentStep(m.Name, StepKind.Migration, [m.Text])),
            .. own.Wanted.Select(o => CreateObject(o.Name, o.Sql)),
            .. modules.Gone.Select(DropModule),
            .. modules.Wanted.Select(m => CreateModule(generated.First(g => g.Name == m.Name))),
            .. isNewMapping ? [StoreMapping(mapping, text, storedCatalog, mappingHash)] : Array.Empty<DeploymentStep>(),
            .. goneTriggers.Select(t => TriggerSteps.Drop(t, rules)),
            .. triggers.Where(t => changedTriggers.Wanted.Any(c => c.Name == TriggerSteps.NameOf(t))).Select(t => TriggerSteps.Create(t, CreateOptions, rules)),
        ];
        return new Deployment(steps, Clr.ClrSteps.Of(clr), new MigrationReport(
            [.. migrations.Select(m => m.Name)],
            [.. own.Created, .. modules.Created, .. changedTriggers.Created],
            [.. own.Replaced, .. modules.Replaced, .. changedTriggers.Replaced],
            [.. modules.Gone, .. goneTriggers.Select(t => TriggerSteps.Qualified(t.Schema, t.Name))],
            isNewMapping)
        {
            Drifted = [.. own.Drifted, .. modules.Drifted, .. changedTriggers.Drifted],
            Clr = clr.Told,
        });
    }

    private static ObjectChanges Changes(
        IReadOnlyList<(string Name, string Sql)> wanted, IReadOnlyDictionary<string, InstalledObject> installed)
    {
        InstalledObject? Of(string name) => installed.GetValueOrDefault(name);
        var changed = wanted.Where(w => Of(w.Name)?.Is(StoredJson.Hash(w.Sql)) is not true).ToList();
        return new ObjectChanges(
            changed,
            [.. changed.Where(w => Of(w.Name) is null or { IsThere: false }).Select(w => w.Name)],
            [.. changed.Where(w => Of(w.Name) is { IsThere: true }).Select(w => w.Name)],
            [.. changed.Where(w => Of(w.Name) is { HasDrifted: true } or { IsThere: false }).Select(w => w.Name)],
            [.. installed.Keys.Except(wanted.Select(w => w.Name), StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)]);
    }

    private static DeploymentStep CreateObject(string name, string sql) => new(
        name, StepKind.Object, [CreateOptions, sql, RecordModule(name, sql, isGenerated: false)]);

    private static DeploymentStep CreateModule(GeneratedModule module) => new(
        module.Name,
        StepKind.Module,
        [
            CreateOptions,
            module.Sql,
            $"GRANT EXECUTE ON OBJECT::outbox.{ServerText.Name(module.Name)} TO {module.Role};",
            RecordModule(module.Name, module.Sql, isGenerated: true),
        ]);

    private static DeploymentStep DropModule(string name) => new(
        "drop " + name,
        StepKind.DropModule,
        [
            $"DROP PROCEDURE IF EXISTS outbox.{ServerText.Name(name)};",
            ServerText.Fill("ForgetModule", ("name", ServerText.Literal(name))),
        ]);

    private static string RecordModule(string name, string sql, bool isGenerated) => ServerText.Fill(
        "RecordModule",
        ("name", ServerText.Literal(name)),
        ("object", ServerText.Literal("outbox." + ServerText.Name(name))),
        ("isGenerated", isGenerated ? "1" : "0"),
        ("hash", $"'{StoredJson.Hash(sql)}'"));

    private static DeploymentStep StoreMapping(MappingDocument mapping, string text, string catalog, string hash) => new(
        "the mapping",
        StepKind.Mapping,
        [
            "UPDATE outbox.EventType SET IsMapped = 0;\n" + string.Join("\n", mapping.EventTypes.Select(t => ServerText.Fill(
                "StoreEventType",
                ("name", ServerText.Literal(t.Name)),
                ("delivery", $"'{t.Delivery.ToString().ToLowerInvariant()}'"),
                ("triggerSource", ServerText.Literal(t.TriggerSource))))),
            ServerText.Fill("@Text", text)
                + ServerText.Fill("@Catalog", catalog)
                + $"INSERT outbox.Mapping (Text, Catalog, Hash) VALUES (@Text, @Catalog, '{hash}');",
        ]);

    private sealed record ObjectChanges(
        IReadOnlyList<(string Name, string Sql)> Wanted,
        IReadOnlyList<string> Created,
        IReadOnlyList<string> Replaced,
        IReadOnlyList<string> Drifted,
        IReadOnlyList<string> Gone);
}
