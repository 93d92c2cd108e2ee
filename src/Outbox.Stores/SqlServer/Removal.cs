namespace Outbox.Stores.SqlServer;

/// <summary>The steps of an uninstall: the triggers first, so that the shop goes on without the outbox whatever follows.</summary>
internal static class Removal
{
    private const string Schema = "schema outbox";

    /// <summary>The steps for what a database has.</summary>
    public static IReadOnlyList<DeploymentStep> Of(ServerInstalled installed, ServerRules rules) =>
    [
        .. installed.Triggers.Keys.Select(t => TriggerSteps.Drop(t, rules)),
        new DeploymentStep(
            Schema,
            StepKind.Removal,
            [
                .. installed.Generated.Keys.Select(name => Drop("PROCEDURE", name)),
                .. SqlServerTexts.Kinds.Reverse().SelectMany(kind => kind.Objects.Select(o => Drop(kind.Word, o.Name))),
                SqlServerTexts.Deploy("Uninstall"),
            ]),
    ];

    /// <summary>What they remove, in their order.</summary>
    public static IReadOnlyList<string> NamesOf(ServerInstalled installed) =>
        [.. installed.Triggers.Keys.Select(t => TriggerSteps.Qualified(t.Schema, t.Name)), Schema];

    private static string Drop(string word, string name) => $"DROP {word} IF EXISTS outbox.{ServerText.Name(name)};";
}
