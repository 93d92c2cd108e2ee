using Outbox.Core.Messages;
using Outbox.Dispatcher.Plan;
using Outbox.Dispatcher.Read;
using Outbox.Dispatcher.Send;
using Outbox.Stores;

namespace Outbox.Dispatcher;

/// <summary>
/// One read, brought to its end: read, shape, save, send, record. No transaction is open during a request.
/// </summary>
internal sealed class Cycle(
    IOutboxStore store,
    RulesReader rulesReader,
    RowReader rowReader,
    Sender sender,
    Recorder recorder,
    CommitTimes times,
    Telemetry telemetry,
    DispatcherOptions options)
{
    /// <summary>Runs.</summary>
    /// <param name="stopping">No further request is started.</param>
    /// <param name="abandoned">Requests under way are cut off.</param>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> RunAsync(CancellationToken stopping, CancellationToken abandoned)
    {
        var messages = await store.ReadPendingAsync(options.ReadSize, stopping);
        if (messages.Count == 0)
        {
            return false;
        }

        using var trace = Telemetry.StartCycle();
        try
        {
            return await RunAsync(messages, stopping, abandoned);
        }
        finally
        {
            times.Forget(messages);
        }
    }

    private async Task<bool> RunAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken stopping, CancellationToken abandoned)
    {
        var rules = await rulesReader.ReadAsync(stopping);
        if (!messages.All(rules.Covers))
        {
            // A migration may have just brought what captured the row.
            rules = await rulesReader.RefreshAsync(stopping);
        }

        var sieve = Sieve.Sift(messages, rules);
        var read = await rowReader.ReadAsync(sieve.Rows, rules, stopping);
        times.Note(messages, read.Now);
        var plan = Planner.Plan(rules, read.Now, read.Rows, read.People);
        await SaveAsync(plan, stopping);
        var closed = sieve.Closed.Concat(read.Closed).Concat(plan.Closed).ToList();
        await CloseAsync(closed, plan, stopping);
        await SendAsync(plan.Parcels, stopping, abandoned);
        return closed.Count + plan.Parcels.Count > 0;
    }

    /// <summary>What is sent is saved first: after a crash the same bytes go again.</summary>
    private async Task SaveAsync(ReadPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Save.Count + plan.Faults.Count > 0)
        {
            await store.SaveShapedAsync(plan.Save, plan.Faults, cancellationToken);
            telemetry.Lost(plan.Faults.Count);
        }
    }

    /// <summary>
    /// Closes rows that need no request, and clears the hash of everyone about to be identified. A request that is cut off,
    /// by a time-out or a crash, may have been applied; with the old hash in place, attributes that went back to their old
    /// values would then look unchanged.
    /// </summary>
    private async Task CloseAsync(List<Outcome> closed, ReadPlan plan, CancellationToken cancellationToken)
    {
        var onTheirWay = plan.Parcels.OfType<IdentifyParcel>().Select(identify => identify.OnItsWay).ToList();
        if (closed.Count + onTheirWay.Count > 0)
        {
            await recorder.RecordAsync(new Completion(closed, onTheirWay, [], [], null), cancellationToken);
        }
    }

    private async Task SendAsync(IReadOnlyList<Parcel> parcels, CancellationToken stopping, CancellationToken abandoned)
    {
        var tracks = Tracks.Divide(parcels, options.Parallelism);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = stopping };
        if (tracks.Count > 0)
        {
            await Parallel.ForEachAsync(tracks, limits, async (track, stop) => await sender.SendAsync(track, stop, abandoned));
        }
    }
}
