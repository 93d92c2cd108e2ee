using System.Globalization;
using Outbox.Stores;
using Spectre.Console;

namespace Outbox.Cli.Output;

/// <summary>The state of an outbox for a person.</summary>
internal static class StatusTable
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, StoreStatus status, DateTime now)
    {
        var console = Consoles.Fitted(output);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("event type");
        table.AddColumn("delivery");
        foreach (var heading in new[] { "pending", "sent", "dead", "skipped" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var type in status.Types)
        {
            table.AddRow(
                Markup.Escape(type.Name), type.Delivery ?? "", Number(type.Pending), Number(type.Sent), Number(type.Dead), Number(type.Skipped));
        }

        console.Write(table);
        console.WriteLine($"backlog: {Number(status.Pending)} rows, {Age(status.OldestPendingAt, now)}");
        console.WriteLine($"faults:  {Number(status.Faults)} values left out (table Fault of the outbox)");
        foreach (var (reason, count) in status.DeadByReason)
        {
            console.WriteLine($"dead:    {Number(count)} rows for {reason} (docs/errors.md)");
        }
    }

    /// <summary>The oldest row's age beside the window in which Customer.io starts campaigns.</summary>
    private static string Age(DateTime? oldest, DateTime now) => oldest is null
        ? "nothing waits"
        : $"the oldest waits for {Duration(now - oldest.Value)} of the 72 hours in which an event starts campaigns";

    private static string Duration(TimeSpan age) => age < TimeSpan.FromMinutes(2)
        ? $"{Number((long)Math.Max(0, age.TotalSeconds))} s"
        : age < TimeSpan.FromHours(2) ? $"{Number((long)age.TotalMinutes)} min" : $"{Number((long)age.TotalHours)} h";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
