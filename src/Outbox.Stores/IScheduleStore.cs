namespace Outbox.Stores;

/// <summary>When schedules ran.</summary>
public interface IScheduleStore
{
    /// <summary>The database's clock and each schedule's last success.</summary>
    Task<ScheduleStates> ReadSchedulesAsync(CancellationToken cancellationToken);

    /// <summary>Begins a run: its window stands where the schedule's view can read it.</summary>
    /// <returns>Whether lane 0 is held by that owner under that token; otherwise nothing is changed.</returns>
    Task<bool> OpenScheduleAsync(ScheduleWindow window, LaneToken lane, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts an event for each due row of a schedule whose event id the outbox does not hold yet; of
    /// <see cref="Mapping.Model.Refresh.Name"/>, a touch for each person whose values are others than at the last run.
    /// </summary>
    /// <returns>Rows inserted.</returns>
    Task<int> FireScheduleAsync(string schedule, CancellationToken cancellationToken);

    /// <summary>Ends a run: the next one's window begins where this one's ends. Only where lane 0 is held by that owner under that token.</summary>
    /// <param name="window">The window.</param>
    /// <param name="lane">Lane 0, as the caller holds it.</param>
    /// <param name="events">Events inserted; null where it failed, and is due as before.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task RecordScheduleAsync(ScheduleWindow window, LaneToken lane, int? events, CancellationToken cancellationToken);
}

/// <summary>The schedules that have run.</summary>
/// <param name="Now">The database's clock, UTC.</param>
/// <param name="LastSuccess">By name, UTC: where the last window that was covered ends. One that never succeeded is not there.</param>
public sealed record ScheduleStates(DateTime Now, IReadOnlyDictionary<string, DateTime> LastSuccess);

/// <summary>What one run of a schedule covers.</summary>
/// <param name="Schedule">Its name.</param>
/// <param name="From">UTC; what came due after it.</param>
/// <param name="To">UTC; up to and with it.</param>
public sealed record ScheduleWindow(string Schedule, DateTime From, DateTime To);
