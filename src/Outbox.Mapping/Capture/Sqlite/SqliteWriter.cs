using Outbox.Mapping.Catalog;
using Outbox.Mapping.Preview;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>Everything that SQLite runs for a mapping. Built-in functions only: any connection of the shop can fire the triggers.</summary>
public static class SqliteWriter
{
    /// <summary>The triggers, three a table at most.</summary>
    public static IReadOnlyList<GeneratedTrigger> Triggers(CapturePlan plan) =>
    [
        .. plan.Tables.SelectMany(table => Enum.GetValues<WriteOperation>()
            .Select(operation => new SqliteTrigger(plan, table, operation).Write())
            .OfType<GeneratedTrigger>()),
    ];

    /// <summary>The dispatcher's reads and inserts.</summary>
    public static IReadOnlyList<GeneratedModule> Modules(CapturePlan plan)
    {
        var related = new SqliteRelated(plan);
        return
        [
            SqlitePeople.Write(plan),
            SqlitePeople.WriteStates(plan),
            .. plan.Mapping.Objects.Select(o => SqlitePeople.Write(plan, o)),
            .. RelatedParts.Of(plan.Mapping).Select(related.Write),
            .. plan.Mapping.Schedules.Select(s => SqliteDue.Write(plan, s)),
            .. plan.Mapping.People.Refresh is { } refresh ? [SqliteRefresh.Write(plan, refresh)] : Array.Empty<GeneratedModule>(),
            SqliteResync.Write(plan),
        ];
    }

    /// <summary>The read of the rows that something would be captured from.</summary>
    public static GeneratedModule Source(CapturePlan plan, PreviewSource source, SourceChoice choice) => SqliteSource.Write(plan, source, choice);

    /// <summary>The read of a column's commonest values.</summary>
    public static string Values(CatalogTable table, string column) => SqliteSample.Values(table, column);

    /// <summary>The name of the module that reads people without their attributes.</summary>
    public const string StatesModule = SqlitePeople.StatesModule;

    /// <summary>The name of the module that reads objects.</summary>
    public static string ObjectsModule(string name) => SqlitePeople.ObjectsModule(name);

    /// <summary>The name of the module that reads what changes with the clock.</summary>
    public const string RefreshModule = SqliteRefresh.ModuleName;

    /// <summary>The name of the module that lists people to send again.</summary>
    public const string ResyncModule = SqliteResync.ModuleName;

    /// <summary>The name of the module that inserts a schedule's due rows.</summary>
    public static string DueModule(string schedule) => SqliteDue.ModuleNameOf(schedule);
}
