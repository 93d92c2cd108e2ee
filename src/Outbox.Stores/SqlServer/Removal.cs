using Outbox.Stores.SqlServer.Clr;

namespace Outbox.Stores.SqlServer;

/// <summary>The steps of an uninstall: the triggers first, so that the shop goes on without the outbox whatever follows.</summary>
internal static class Removal
{
    private const string Schema = "schema outbox";

    /// <summary>The steps for what a database has.</summary>
    /// <param name="installed">What the database has.</param>
    /// <param name="hasClr">Whether the SQL CLR assembly is among it.</param>
    /// <param name="rules">How triggers are taken off busy tables.</param>
    public static IReadOnlyList<DeploymentStep> Of(ServerInstalled installed, bool hasClr, ServerRules rules) =>
    [
        .. installed.Triggers.Keys.Select(t => TriggerSteps.Drop(t, rules)),
        new DeploymentStep(
            Schema,
            StepKind.Removal,
            [
                .. hasClr ? [SqlServerTexts.Deploy("DropClr")] : Array.Empty<string>(),
                .. installed.Generated.Keys.Select(name => Drop("PROCEDURE", name)),
                .. SqlServerTexts.Kinds.Reverse().SelectMany(kind => kind.Objects.Select(o => Drop(kind.Word, o.Name))),
                SqlServerTexts.Deploy("Uninstall"),
            ]),
    ];

    /// <summary>What they remove, in their order.</summary>
    public static IReadOnlyList<string> NamesOf(ServerInstalled installed, bool hasClr) =>
    [
        .. installed.Triggers.Keys.Select(t => TriggerSteps.Qualified(t.Schema, t.Name)),
        .. hasClr ? ["assembly " + ClrAssembly.Name] : Array.Empty<string>(),
        Schema,
    ];

    private static string Drop(string word, string name) => $"DROP {word} IF EXISTS outbox.{ServerText.Name(name)};";
}
