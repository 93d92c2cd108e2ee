using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>The insert of a schedule's due rows.</summary>
internal static class SqliteDue
{
    /// <summary>The module's name.</summary>
    public static string ModuleNameOf(string schedule) => "Due_" + schedule;

    /// <summary>
    /// Inserts a row for each due one whose event id the outbox does not hold. Outside any write of the shop, so that
    /// the check may look at the outbox.
    /// </summary>
    public static GeneratedModule Write(CapturePlan plan, Schedule schedule)
    {
        const string Due = "due";
        var columns = EventRow.Of(plan, plan.Table(schedule.From.Name), schedule, Due, before: null);
        return new GeneratedModule(ModuleNameOf(schedule.Name), $"""
            INSERT INTO outbox_Message ({string.Join(", ", columns.Select(c => c.Column))})
            SELECT {string.Join(", ", columns.Select(c => "x." + c.Column))}
            FROM (
                SELECT
            {Indent(Indent(string.Join(",\n", columns.Select(c => $"{c.Value} AS {c.Column}"))))}
                FROM {Name(schedule.From.Name)} AS {Due}
            ) AS x
            WHERE NOT EXISTS (SELECT 1 FROM outbox_Message AS m WHERE m.EventId = x.EventId)
              AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = {Text(schedule.Name)} AND IsCaptured = 0)
            """);
    }
}
