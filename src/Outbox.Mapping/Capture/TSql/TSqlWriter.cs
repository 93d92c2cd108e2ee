using Outbox.Mapping.Catalog;
using Outbox.Mapping.Preview;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>
/// Everything that SQL Server runs for a mapping, for compatibility level 140 and up. A text is one CREATE OR ALTER
/// statement with its header; the batch that runs it begins with SET QUOTED_IDENTIFIER, ANSI_NULLS ON.
/// </summary>
public static class TSqlWriter
{
    /// <summary>The triggers, one a table.</summary>
    public static IReadOnlyList<GeneratedTrigger> Triggers(CapturePlan plan) =>
        [.. plan.Tables.Select(table => new TSqlTrigger(plan, table).Write()).OfType<GeneratedTrigger>()];

    /// <summary>The dispatcher's procedures.</summary>
    public static IReadOnlyList<GeneratedModule> Modules(CapturePlan plan)
    {
        var related = new TSqlRelated(plan);
        return
        [
            TSqlPeople.Write(plan),
            TSqlPeople.WriteStates(plan),
            .. plan.Mapping.Objects.Select(o => TSqlPeople.Write(plan, o)),
            .. RelatedParts.Of(plan.Mapping).Select(related.Write),
            .. plan.Mapping.Schedules.Select(s => TSqlDue.Write(plan, s)),
            .. plan.Mapping.People.Refresh is { } refresh ? [TSqlRefresh.Write(plan, refresh)] : Array.Empty<GeneratedModule>(),
            TSqlResync.Write(plan),
        ];
    }

    /// <summary>The procedures' reads as batches of their own, for a database without an outbox.</summary>
    public static IReadOnlyList<GeneratedModule> Reads(CapturePlan plan) => TSqlReads.Write(plan);

    /// <summary>The read of the rows that something would be captured from.</summary>
    public static GeneratedModule Source(CapturePlan plan, PreviewSource source, SourceChoice choice) => TSqlSource.Write(plan, source, choice);

    /// <summary>The read of a column's commonest values.</summary>
    public static string Values(CatalogTable table, string column) => TSqlSample.Values(table, column);

    /// <summary>The trigger's name on a table.</summary>
    public static string TriggerName(string table) => "outbox_" + table;

    /// <summary>Rows that one run of such a procedure inserts at most.</summary>
    public const int DueMost = TSqlDue.MostRows;

    /// <summary>The name of the procedure that inserts a schedule's due rows, or the refresh's touches.</summary>
    public static string DueModule(string schedule) =>
        schedule == Model.Refresh.Name ? TSqlRefresh.ModuleName : TSqlDue.ModuleNameOf(schedule);

    /// <summary>The name of the procedure that reads people without their attributes.</summary>
    public const string StatesModule = TSqlPeople.StatesModule;

    /// <summary>The name of the operators' procedure that sends people again.</summary>
    public static string ResyncModule => TSqlResync.ModuleName;

    /// <summary>The name of the procedure that reads objects.</summary>
    public static string ObjectsModule(string name) => TSqlPeople.ObjectsModule(name);

    /// <summary>What a fault names as its capture where all captures of a table are meant.</summary>
    public static string CapturedByTable(Model.TableName table) => $"table:{table}";
}
