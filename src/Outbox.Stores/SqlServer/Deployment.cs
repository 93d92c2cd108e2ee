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
    /// <param name="rules">How long a step waits for locks.</param>
    /// <param name="clr">What is done about the SQL CLR assembly.</param>
    /// <param name="guard">The guard that is asked for; null to leave it as it is.</param>
    public static Deployment Between(
        ServerInstalled installed, MappingDocument mapping, string text, DatabaseCatalog catalog, ServerRules rules, ClrPlan clr, GuardChoice? guard)
    {
        var plan = CapturePlan.For(mapping, catalog);
        var migrations = SqlServerTexts.Migrations.Where(m => !installed.Migrations.Contains(m.Name)).ToList();
        var guards = SchemaGuard.Wanted(guard, installed.Own.Keys);
        var own = Changes([.. SqlServerTexts.Programmable, .. guards], installed.Own);
        var generated = TSqlWriter.Modules(plan);
        var modules = Changes([.. generated.Select(m => (m.Name, m.Sql))], installed.Generated);
        var triggers = TSqlWriter.Triggers(plan);
        var byName = installed.Triggers.ToDictionary(t => t.Qualified, t => t.Object, StringComparer.OrdinalIgnoreCase);
        var changedTriggers = Changes([.. triggers.Select(t => (TriggerSteps.NameOf(t), t.Sql))], byName);
        var gone = installed.Triggers.Where(t => !triggers.Any(wanted => Same(TriggerSteps.NameOf(wanted), t.Qualified))).ToList();
        var astray = installed.Triggers.Where(t => t.IsAstray && !gone.Contains(t)).ToList();

        var storedCatalog = StoredJson.WriteCatalog(mapping, catalog);
        var mappingHash = StoredJson.Hash(text + "\n" + storedCatalog);
        var isNewMapping = installed.MappingHash != mappingHash;
        List<DeploymentStep> steps =
        [
            .. migrations.Select(m => new DeploymentStep(m.Name, StepKind.Migration, [m.Text])),
            .. own.Gone.Concat(modules.Gone).Select(DropModule),
            .. own.Wanted.Where(o => !SchemaGuard.Is(o.Name)).Select(o => CreateObject(o.Name, o.Sql, StepKind.Object)),
            .. modules.Wanted.Select(m => CreateModule(generated.First(g => g.Name == m.Name))),
            .. isNewMapping ? [StoreMapping(mapping, text, storedCatalog, mappingHash, triggers, plan)] : Array.Empty<DeploymentStep>(),
            .. gone.Select(TriggerSteps.Drop),
            .. astray.Concat(installed.Strays).Select(TriggerSteps.DropAstray),
            .. triggers
                .Where(t => changedTriggers.Wanted.Any(c => c.Name == TriggerSteps.NameOf(t)))
                .Select(t => TriggerSteps.Create(t, CreateOptions, CaptureColumns.Of(t, plan))),
            .. own.Wanted.Where(o => SchemaGuard.Is(o.Name)).Select(o => CreateObject(o.Name, o.Sql, StepKind.Guard)),
        ];
        return new Deployment(
            [.. steps.Select(s => s.Patiently(rules))],
            [.. Clr.ClrSteps.Of(clr).Select(s => s.Patiently(rules))],
            new MigrationReport(
                [.. migrations.Select(m => m.Name)],
                [.. own.Created, .. modules.Created, .. changedTriggers.Created],
                [.. own.Replaced, .. modules.Replaced, .. changedTriggers.Replaced],
                [.. own.Gone, .. modules.Gone, .. gone.Select(t => t.Qualified), .. astray.Concat(installed.Strays).Select(t => t.Told)],
                isNewMapping)
            {
                Drifted = [.. own.Drifted, .. modules.Drifted, .. changedTriggers.Drifted],
                Clr = clr.Told,
            });
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

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

    private static DeploymentStep CreateObject(string name, string sql, StepKind kind) =>
        new(name, kind, [CreateOptions, sql, RecordModule(name, sql, isGenerated: false)]);

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
            ServerText.Fill("DropModule", ("name", ServerText.Literal(name))),
            ServerText.Fill("ForgetModule", ("name", ServerText.Literal(name))),
        ]);

    private static string RecordModule(string name, string sql, bool isGenerated) => ServerText.Fill(
        "RecordModule",
        ("name", ServerText.Literal(name)),
        ("object", ServerText.Literal("outbox." + ServerText.Name(name))),
        ("isGenerated", isGenerated ? "1" : "0"),
        ("hash", $"'{StoredJson.Hash(sql)}'"));

    private static DeploymentStep StoreMapping(
        MappingDocument mapping, string text, string catalog, string hash, IReadOnlyList<GeneratedTrigger> triggers, CapturePlan plan) => new(
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

            // A trigger whose text stays says so of its columns in the old mapping's lines.
            .. triggers.Select(t => TriggerSteps.Columns("PlaceColumn", t, CaptureColumns.Of(t, plan))),
        ]);

    private sealed record ObjectChanges(
        IReadOnlyList<(string Name, string Sql)> Wanted,
        IReadOnlyList<string> Created,
        IReadOnlyList<string> Replaced,
        IReadOnlyList<string> Drifted,
        IReadOnlyList<string> Gone);
}
