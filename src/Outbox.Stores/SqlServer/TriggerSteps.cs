using System.Globalization;
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
    public static DeploymentStep Create(GeneratedTrigger trigger, string createOptions, IReadOnlyList<CaptureColumn> columns) => new(
        NameOf(trigger),
        StepKind.Trigger,
        [
            createOptions,
            trigger.Sql,
            ServerText.Fill(
                "RecordCapture",
                ("schema", ServerText.Literal(SchemaOf(trigger))),
                ("table", ServerText.Literal(trigger.Table.Name)),
                ("name", ServerText.Literal(trigger.Name)),
                ("object", ServerText.Literal($"{ServerText.Name(SchemaOf(trigger))}.{ServerText.Name(trigger.Name)}")),
                ("hash", $"'{StoredJson.Hash(trigger.Sql)}'"))
                + "\n" + Columns("RecordColumn", trigger, columns),
        ]);

    /// <summary>A statement for each of its columns.</summary>
    public static string Columns(string statement, GeneratedTrigger trigger, IReadOnlyList<CaptureColumn> columns) =>
        string.Join("\n", columns.Select(c => ServerText.Fill(
            statement,
            ("schema", ServerText.Literal(SchemaOf(trigger))),
            ("table", ServerText.Literal(trigger.Table.Name)),
            ("column", ServerText.Literal(c.Name)),
            ("kind", $"'{c.Kind}'"),
            ("place", ServerText.Literal(c.MappedAt)))));

    /// <summary>Drops it, wherever it sits, and forgets its capture.</summary>
    public static DeploymentStep Drop(InstalledTrigger trigger) => new(
        "drop " + trigger.Told,
        StepKind.DropTrigger,
        [
            .. DropObject(trigger),
            ServerText.Fill(
                "ForgetCapture", ("schema", ServerText.Literal(trigger.Schema)), ("table", ServerText.Literal(trigger.Table))),
        ]);

    /// <summary>Drops one that sits where no capture wants it.</summary>
    public static DeploymentStep DropAstray(InstalledTrigger trigger) =>
        new("drop " + trigger.Told, StepKind.DropTrigger, [.. DropObject(trigger)]);

    private static IEnumerable<string> DropObject(InstalledTrigger trigger) => trigger.Id is { } id
        ? [ServerText.Fill("DropTrigger", ("id", id.ToString(CultureInfo.InvariantCulture)))]
        : [];

    private static string SchemaOf(GeneratedTrigger trigger) => trigger.Table.Schema ?? "dbo";
}
