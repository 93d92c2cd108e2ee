using Outbox.Stores.SqlServer.Clr;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// The steps of an uninstall: the guard first, which would look at all that follows, then the triggers, so that the shop goes on
/// without the outbox whatever comes next.
/// </summary>
internal static class Removal
{
    private const string Schema = "schema outbox";

    /// <summary>The steps for what a database has.</summary>
    /// <param name="installed">What the database has.</param>
    /// <param name="hasClr">Whether the SQL CLR assembly is among it.</param>
    /// <param name="rules">How long a step waits for locks.</param>
    public static IReadOnlyList<DeploymentStep> Of(ServerInstalled installed, bool hasClr, ServerRules rules) =>
    [
        .. Guards(installed).Select(name => new DeploymentStep("drop " + name, StepKind.DropModule, [Drop(name)]).Patiently(rules)),
        .. installed.Triggers.Select(TriggerSteps.Drop).Concat(installed.Strays.Select(TriggerSteps.DropAstray)).Select(s => s.Patiently(rules)),
        new DeploymentStep(
            Schema,
            StepKind.Removal,
            [
                .. hasClr ? [SqlServerTexts.Deploy("DropClr")] : Array.Empty<string>(),

                // What is recorded, by its kind: also what no version brings any more. What this one brings goes last, recorded or
                // not, in the order in which one leans on another.
                .. installed.Generated.Keys.Concat(installed.Own.Keys)
                    .Except(SqlServerTexts.Programmable.Select(p => p.Name), StringComparer.OrdinalIgnoreCase)
                    .Concat(SqlServerTexts.Programmable.Reverse().Select(p => p.Name))
                    .Where(name => !SchemaGuard.Is(name))
                    .Select(Drop),
                SqlServerTexts.Deploy("Uninstall"),
            ]).Patiently(rules),
    ];

    /// <summary>What they remove, in their order.</summary>
    public static IReadOnlyList<string> NamesOf(ServerInstalled installed, bool hasClr) =>
    [
        .. Guards(installed),
        .. installed.Triggers.Where(t => t.Id is not null).Concat(installed.Strays).Select(t => t.Told),
        .. hasClr ? ["assembly " + ClrAssembly.Name] : Array.Empty<string>(),
        Schema,
    ];

    private static IEnumerable<string> Guards(ServerInstalled installed) => installed.Own.Keys.Where(SchemaGuard.Is);

    private static string Drop(string name) => ServerText.Fill("DropModule", ("name", ServerText.Literal(name)));
}
