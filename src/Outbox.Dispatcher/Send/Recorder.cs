using Outbox.Stores;

namespace Outbox.Dispatcher.Send;

/// <summary>Records what was settled, and counts it.</summary>
internal sealed class Recorder(IOutboxStore store, CommitTimes times, Telemetry telemetry, Summary summary)
{
    /// <summary>Records in one transaction; counts once that has succeeded.</summary>
    public async Task RecordAsync(Completion completion, CancellationToken cancellationToken)
    {
        await store.CompleteAsync(completion, cancellationToken);
        times.Sent(completion.Outcomes);
        telemetry.Lost(completion.Faults.Count);
        foreach (var status in completion.Outcomes.GroupBy(outcome => outcome.Status))
        {
            var rows = status.Count();
            summary.Count(status.Key, rows);
            telemetry.Closed(status.Key, rows);
        }
    }
}
