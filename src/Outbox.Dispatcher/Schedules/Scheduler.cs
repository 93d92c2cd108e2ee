using Cronos;
using Microsoft.Extensions.Logging;
using Outbox.Dispatcher.Health;
using Outbox.Dispatcher.Lease;
using Outbox.Dispatcher.Plan;
using Outbox.Dispatcher.Read;
using Outbox.Mapping.Model;
using Outbox.Stores;

namespace Outbox.Dispatcher.Schedules;

/// <summary>Fires the schedules that are due, where lane 0 is held. A run covers all since the last one that succeeded.</summary>
/// <param name="store">Waits where the database is busy.</param>
/// <param name="firing">Does not: a view that is too slow is this schedule's failure, and holds up no other.</param>
/// <param name="rulesReader">The mapping.</param>
/// <param name="desk">The lanes.</param>
/// <param name="endings">What ends the process.</param>
/// <param name="troubles">What fails and is tried again.</param>
/// <param name="options">The options.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class Scheduler(
    IScheduleStore store,
    IScheduleStore firing,
    RulesReader rulesReader,
    LaneDesk desk,
    Endings endings,
    Troubles troubles,
    DispatcherOptions options,
    TimeProvider clock,
    ILogger<Scheduler> log)
{
    private const byte Lane = 0;
    private const string Part = "the schedules";

    /// <summary>How soon a new mapping or a failed run is looked at; cron tells minutes.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>How soon the lane is looked for, in memory: one that came over may bring what its last owner missed.</summary>
    private static readonly TimeSpan WithoutLane = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);

    /// <summary>Fires until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wait;
            try
            {
                wait = await FireDueAsync(cancellationToken);
                troubles.End(Part);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && !endings.Ends(e))
            {
                // A zone that this machine lacks, a database that does not let it: events go on all the same.
                troubles.Note(Part, ErrorName.Of(e));
                wait = LongestWait;
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>Fires what is due.</summary>
    /// <returns>How long until something may be due again.</returns>
    private async Task<TimeSpan> FireDueAsync(CancellationToken cancellationToken)
    {
        if (desk.Find(Lane) is not { } lane)
        {
            return WithoutLane;
        }

        var mapping = (await rulesReader.ReadAsync(cancellationToken)).Mapping;
        var timetables = mapping.Timetables.ToList();
        if (timetables.Count == 0)
        {
            return LongestWait;
        }

        var wait = LongestWait;
        var states = await store.ReadSchedulesAsync(cancellationToken);
        foreach (var schedule in timetables)
        {
            var cron = CronExpression.Parse(schedule.Cron);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.CronZone ?? mapping.TimeZone);
            var last = states.LastSuccess.TryGetValue(schedule.Name, out var success) ? success : (DateTime?)null;
            var window = DueWindow.Of(schedule.Name, cron, zone, last, states.Now);
            if (options.SchedulesAtStart && !_begun.Contains(schedule.Name))
            {
                window ??= new ScheduleWindow(schedule.Name, last!.Value, states.Now);
            }

            if (window is not null && await FireAsync(schedule, window, lane, cancellationToken))
            {
                _begun.Add(schedule.Name);
            }

            if (DueWindow.Wait(cron, zone, states.Now) is { } next && next < wait)
            {
                wait = next;
            }
        }

        return wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1);
    }

    /// <returns>Whether it succeeded.</returns>
    private async Task<bool> FireAsync(Timetable schedule, ScheduleWindow window, HeldLane lane, CancellationToken cancellationToken)
    {
        if (!await store.OpenScheduleAsync(window, lane.Token, cancellationToken))
        {
            return false;
        }

        int? rows = null;
        try
        {
            rows = await firing.FireScheduleAsync(schedule.Name, cancellationToken);
            _failing.Remove(schedule.Name);
            Log.ScheduleFired(log, schedule.Name, rows.Value);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Said once, and tried again each minute.
            if (_failing.Add(schedule.Name))
            {
                Log.ScheduleFailed(log, schedule.Name, ErrorName.Of(e));
            }
        }

        await store.RecordScheduleAsync(window, lane.Token, rows, cancellationToken);
        return rows is not null;
    }
}
