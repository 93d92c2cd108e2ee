using Outbox.Mapping.Capture;

namespace Outbox.Stores.SqlServer;

/// <summary>The steps that put a trigger on a table of the shop, or take it away: one transaction each.</summary>
internal static class TriggerSteps
{
    /// <summary>A trigger's name with its schema.</summary>
    public static string NameOf(GeneratedTrigger trigger) => Qualified(SchemaOf(trigger), trigger.Name);

    /// <summary>A name with its schema, for messages.</summary>
    public static string Qualified(string schema, string name) => $"{schema}.{name}";

    /// <summary>Makes or replaces it.</summary>
    public static DeploymentStep Create(GeneratedTrigger trigger, string createOptions, ServerRules rules) => new(
        NameOf(trigger),
        StepKind.Trigger,
        [
            Patience(rules),
            createOptions,
            trigger.Sql,
            ServerText.Fill(
                "RecordCapture",
                ("schema", ServerText.Literal(SchemaOf(trigger))),
                ("table", ServerText.Literal(trigger.Table.Name)),
                ("name", ServerText.Literal(trigger.Name)),
                ("object", ServerText.Literal($"{ServerText.Name(SchemaOf(trigger))}.{ServerText.Name(trigger.Name)}")),
                ("hash", $"'{StoredJson.Hash(trigger.Sql)}'")),
        ]);

    /// <summary>Drops it.</summary>
    public static DeploymentStep Drop((string Schema, string Table, string Name) trigger, ServerRules rules) => new(
        "drop " + Qualified(trigger.Schema, trigger.Name),
        StepKind.DropTrigger,
        [
            Patience(rules),
            $"DROP TRIGGER IF EXISTS {ServerText.Name(trigger.Schema)}.{ServerText.Name(trigger.Name)};",
            ServerText.Fill(
                "ForgetCapture", ("schema", ServerText.Literal(trigger.Schema)), ("table", ServerText.Literal(trigger.Table))),
        ]);

    /// <summary>
    /// The schema lock of a trigger waits behind readers, and everything then queues behind it: a short wait lets the shop
    /// pass, and another try follows.
    /// </summary>
    private static string Patience(ServerRules rules) => $"SET LOCK_TIMEOUT {rules.LockTimeout.TotalMilliseconds:F0};";

    private static string SchemaOf(GeneratedTrigger trigger) => trigger.Table.Schema ?? "dbo";
}
