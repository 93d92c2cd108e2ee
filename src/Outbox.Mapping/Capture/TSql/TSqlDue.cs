using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>The insert of a schedule's due rows.</summary>
internal static class TSqlDue
{
    /// <summary>
    /// Rows that one run of the procedure inserts at most: each costs a lock on the row and on its entries in the indexes, and a
    /// million of them would take the memory that the server has for locks (Microsoft, "MSSQLSERVER_1204").
    /// </summary>
    public const int MostRows = 20_000;

    /// <summary>The procedure's name.</summary>
    public static string ModuleNameOf(string schedule) => "Due_" + schedule;

    /// <summary>
    /// Inserts a row for each due one whose event id the outbox does not hold. Outside any write of the shop, so that
    /// the check may look at the outbox. One set, one row, one column: how many.
    /// </summary>
    public static GeneratedModule Write(CapturePlan plan, Schedule schedule)
    {
        const string Due = "due";
        var columns = TSqlEventRow.Of(plan, plan.Table(schedule.From.Name), schedule, Due, before: null).ToList();

        // An id of numbers and times alone has the database's collation, and the outbox's column another.
        var binary = columns.Single(c => c.Column == "EventId").Expression.Contains(Binary, StringComparison.Ordinal) ? "" : " " + Binary;
        return new TSqlProcedure(
            ModuleNameOf(schedule.Name),
            "",
            [
                $"Inserts an event for each row of {schedule.From.Name} that the outbox does not hold yet, at most {MostRows},",
                "and says how many: as many as that, and there may be more. Two that run at once can insert a row",
                "twice: duplicates are found when rows are read.",
            ],
            [
                .. TSqlProcedure.ReadLocks,
                $"Exclusive, on at most {MostRows} rows of the outbox.",
            ],
            "Nothing is inserted; the next run finds the same rows.",
            [
                TSqlInsert.Of(
                    columns,
                    $"{Name(plan.Table(schedule.From.Name).Name)} AS {Due}",
                    [],
                    [
                        $"NOT EXISTS (SELECT 1 FROM outbox.Message AS m WHERE m.EventId = {TSqlInsert.Values}.EventId{binary} AND m.EventId IS NOT NULL)",
                        $"NOT EXISTS (SELECT 1 FROM outbox.EventType AS e WHERE e.Name = {Text(schedule.CapturedBy)} AND e.IsCaptured = 0)",
                    ],
                    most: MostRows),
                "SELECT CONVERT(int, ROWCOUNT_BIG()) AS Inserted;",
            ]).Write();
    }
}
