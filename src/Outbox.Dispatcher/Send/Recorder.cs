using Outbox.Core.Messages;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Dispatcher.Send;

/// <summary>Records what was settled, and counts it.</summary>
internal sealed class Recorder(IOutboxStore store, CommitTimes times, Telemetry telemetry, Summary summary, IdentifyPace pace, Brake brake)
{
    /// <summary>Records in one transaction; counts once that has succeeded.</summary>
    /// <param name="lanes">The lanes of the rows.</param>
    /// <param name="completion">What was settled; where too many rows would die, these stay pending (<see cref="Brake"/>).</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="beside">Rows read with them that are still to be sent.</param>
    /// <param name="probe">The probe that they are of; null for none.</param>
    /// <returns>Whether all of the lanes are still held.</returns>
    public async Task<bool> RecordAsync(
        IReadOnlyList<LaneToken> lanes, Completion completion, CancellationToken cancellationToken, int beside = 0, Probe? probe = null)
    {
        using var trace = Telemetry.StartStep("record");
        completion = await brake.JudgeAsync(completion, beside, probe, cancellationToken);
        var lost = await store.CompleteAsync(lanes, completion, cancellationToken);
        times.Sent(completion.Outcomes);
        foreach (var person in completion.People.Where(person => person.AttributesHash is not null))
        {
            pace.Note(person.PersonId);
        }

        telemetry.Lost(completion.Faults.Count);

        // Of a lost lane only what was sent is recorded.
        var recorded = completion.Outcomes.Where(outcome => lost.Count == 0 || outcome.Status == MessageStatus.Sent).ToList();
        foreach (var status in recorded.GroupBy(outcome => outcome.Status))
        {
            var rows = status.Count();
            summary.Count(status.Key, rows);
            telemetry.Closed(status.Key, rows);
        }

        telemetry.WasLate(recorded.Count(outcome => outcome is { Status: MessageStatus.Sent, Reason: not null }));
        return lost.Count == 0;
    }
}
