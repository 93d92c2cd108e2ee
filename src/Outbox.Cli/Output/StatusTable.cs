using System.Globalization;
using Outbox.Stores.Reading;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Outbox.Cli.Output;

/// <summary>The state of an outbox for a person.</summary>
internal static class StatusTable
{
    private const int LanesOfALine = 8;

    /// <summary>What to show.</summary>
    public static IRenderable Of(OutboxStatus status) => new Rows(
    [
        Types(status),
        .. Lines(status).Select(line => new Text(line)),
        .. status.Volume.Count == 0 ? [] : new[] { Volume(status) },
    ]);

    private static Table Types(OutboxStatus status)
    {
        var table = Headed("event type", "delivery");
        Numbers(table, "pending", "sent", "dead", "skipped");
        foreach (var type in status.Rows.Types)
        {
            table.AddRow(
                Markup.Escape(type.Name), type.Delivery ?? "", Number(type.Pending), Number(type.Sent), Number(type.Dead), Number(type.Skipped));
        }

        return table;
    }

    private static IEnumerable<string> Lines(OutboxStatus status)
    {
        var now = status.Health.Now;
        var oldest = status.Health.OldestLiveEventAt ?? status.Rows.OldestPendingAt;
        yield return $"backlog:     {Count(status.Rows.Pending, "row")}, " + (status.Rows.Pending == 0
            ? "nothing waits"
            : oldest is null ? "no live event" : $"the oldest is {Duration(now - oldest.Value)} old; an event starts campaigns for 72 h");
        if (status.Health.Paused > 0)
        {
            yield return $"paused:      {Count(status.Health.Paused, "row")} of them wait because their type is paused"
                + (status.Health.OldestPausedEventAt is { } since ? $", the oldest is {Duration(now - since)} old" : "");
        }

        yield return $"rate:        {status.Rate.ToString("0.#", CultureInfo.InvariantCulture)} items a second in the last minute";
        yield return "lag:         " + (status.Lag.Events == 0
            ? "nothing was sent yet"
            : $"p50 {Ms(status.Lag.P50Ms)}, p95 {Ms(status.Lag.P95Ms)}, p99 {Ms(status.Lag.P99Ms)}, most {Ms(status.Lag.MaxMs)}, of the last {Count(status.Lag.Events, "event")}");
        foreach (var requests in status.Requests)
        {
            yield return $"requests:    {Number(requests.Requests)} {requests.Answer} with {Count(requests.Items, "item")} in the last hour, {Number(requests.AverageMs)} ms on average";
        }

        yield return $"people:      {Number(status.People)} accepted by Customer.io";
        yield return $"faults:      {Count(status.Rows.Faults, "value")} left out (table Fault of the outbox)";
        foreach (var (reason, count) in status.Rows.DeadByReason)
        {
            yield return $"dead:        {Count(count, "row")} for {(reason.Length == 0 ? "no reason" : reason)} (docs/errors.md)";
        }

        var alive = status.Dispatchers.Where(d => d.IsAlive).ToList();
        yield return alive.Count == 0 ? "dispatchers: none is alive: start outbox run" : $"dispatchers: {alive.Count} alive";
        foreach (var dispatcher in alive)
        {
            var held = status.Lanes.Where(l => !l.IsFree && l.Owner == dispatcher.Owner).ToList();
            yield return $"  {dispatcher.Owner} ({dispatcher.Version.Split('+')[0]}), up {Duration(now - dispatcher.StartedAt)}: {Count(held.Count, "lane")}";
            foreach (var some in held.Chunk(LanesOfALine))
            {
                yield return "    " + string.Join(", ", some.Select(l => l.Pending == 0 ? $"{l.Lane}" : $"{l.Lane} ({Number(l.Pending)})"));
            }
        }

        var free = status.Lanes.Where(l => l.IsFree).ToList();
        if (free.Count > 0 && alive.Count > 0)
        {
            yield return $"  held by nobody: {string.Join(", ", free.Select(l => l.Lane))}";
        }
    }

    private static Table Volume(OutboxStatus status)
    {
        var table = Headed("day (UTC)", "type");
        Numbers(table, "captured", "sent", "people");
        foreach (var day in status.Volume.GroupBy(v => v.Day).OrderByDescending(d => d.Key))
        {
            foreach (var line in day.OrderBy(v => v.Name is not null).ThenByDescending(v => v.Captured))
            {
                table.AddRow(
                    line.Name is null ? line.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
                    line.Name is null ? "all" : Markup.Escape(line.Name),
                    Number(line.Captured), Number(line.Sent), Number(line.People));
            }
        }

        return table;
    }

    private static Table Headed(params string[] headings)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(heading).Padding(0, 1));
        }

        return table;
    }

    private static void Numbers(Table table, params string[] headings)
    {
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(heading).RightAligned().Padding(0, 1));
        }
    }

    private static string Duration(TimeSpan age) => age < TimeSpan.FromMinutes(2)
        ? $"{Number((long)Math.Max(0, age.TotalSeconds))} s"
        : age < TimeSpan.FromHours(2) ? $"{Number((long)age.TotalMinutes)} min" : $"{Number((long)age.TotalHours)} h";

    private static string Ms(long? value) => value is null ? "–" : value < 10_000 ? $"{Number(value.Value)} ms" : Duration(TimeSpan.FromMilliseconds(value.Value));

    private static string Count(long value, string noun) => value == 1 ? $"1 {noun}" : $"{Number(value)} {noun}s";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
