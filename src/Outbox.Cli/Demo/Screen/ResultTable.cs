using System.Globalization;
using Outbox.Cli.Demo.Compare;
using Spectre.Console;

namespace Outbox.Cli.Demo.Screen;

/// <summary>The result by event name.</summary>
internal static class ResultTable
{
    public static Table Of(Comparison comparison)
    {
        var table = new Table().RoundedBorder();
        table.AddColumn(new TableColumn("event").NoWrap());
        foreach (var column in new[] { "committed", "delivered once", "lost", "duplicated", "resends" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var row in comparison.ByName)
        {
            Add(table, row);
        }

        table.AddEmptyRow();
        Add(table, new NameRow(
            "all", comparison.Committed, comparison.DeliveredOnce, comparison.Lost, comparison.Duplicated, comparison.ByName.Sum(r => r.Resends)));
        return table;
    }

    private static void Add(Table table, NameRow row) => table.AddRow(
        Markup.Escape(row.Name), Text(row.Committed), Text(row.DeliveredOnce), Text(row.Lost), Text(row.Duplicated), Text(row.Resends));

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
