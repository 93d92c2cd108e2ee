using System.Collections.Concurrent;
using Outbox.Core;
using Outbox.Core.Messages;
using Outbox.Dispatcher.Lease;
using Outbox.Dispatcher.Plan;
using Outbox.Dispatcher.Read;
using Outbox.Dispatcher.Send;
using Outbox.Stores;

namespace Outbox.Dispatcher;

/// <summary>
/// One read of some lanes, brought to its end: read, shape, save, send, record. No transaction is open during a request.
/// Where one of the lanes is lost on the way, all that was read is dropped: it is pending, and read again.
/// </summary>
internal sealed class Cycle(
    IOutboxStore store,
    RulesReader rulesReader,
    RowReader rowReader,
    Router router,
    Sender sender,
    SetAside aside,
    Recorder recorder,
    IdentifyPace pace,
    LaneDesk desk,
    Endings endings,
    DispatcherStatus status,
    CommitTimes times,
    Telemetry telemetry,
    DispatcherOptions options,
    TimeProvider clock)
{
    /// <summary>The longest that a row waits that makes a read fail by itself.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>How often rows made a read fail by themselves; forgotten when there are many.</summary>
    private readonly ConcurrentDictionary<long, int> _putOff = new();

    /// <summary>Whether rows wait that make a read fail by themselves.</summary>
    public bool HasPutOff => !_putOff.IsEmpty;

    /// <summary>
    /// Runs. Where it fails and nobody knows why, the next read of these lanes has half as many rows, until the one is found that
    /// makes it fail: it waits, and the others go on.
    /// </summary>
    /// <param name="loan">The lanes.</param>
    /// <param name="probe">Where sending is held, the request that is tried; null where it is not.</param>
    /// <param name="stopping">No further request is started.</param>
    /// <param name="abandoned">Requests under way are cut off.</param>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> RunAsync(LaneLoan loan, Probe? probe, CancellationToken stopping, CancellationToken abandoned)
    {
        IReadOnlyList<OutboxMessage> messages = [];
        try
        {
            messages = await ReadAsync(loan.Tokens, loan.ReadSize(options.ReadSize), stopping);
            using var trace = messages.Count > 0 ? Telemetry.StartCycle() : null;
            var hasWorked = messages.Count > 0 && await RunAsync(messages, loan, probe, stopping, abandoned);
            loan.NoteSuccess(options.ReadSize);
            if (!_putOff.IsEmpty)
            {
                foreach (var message in messages)
                {
                    _putOff.TryRemove(message.MessageId, out _);
                }
            }

            return hasWorked;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested && !abandoned.IsCancellationRequested && !endings.Ends(e))
        {
            // Rows of persons set aside are read beside the others, however few these are.
            var rows = messages.Count == 0 ? 0 : Math.Max(1, messages.Count - aside.Count);
            loan.NoteFailure(rows);
            if (rows == 1)
            {
                await PutOffAsync(loan.Tokens, messages, stopping);
            }

            throw;
        }
        finally
        {
            times.Forget(messages);
        }
    }

    private async Task PutOffAsync(
        IReadOnlyList<LaneToken> lanes, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        const int MostRemembered = 10_000;
        if (_putOff.Count > MostRemembered)
        {
            _putOff.Clear();
        }

        var settlement = Settlement.Nothing with { Delays = [.. messages.Select(message => new MessageDelay(message.Key, WaitOf(message)))] };
        await store.CompleteAsync(lanes, new Completion([], [], [], [], null) { Settlement = settlement }, cancellationToken);

        TimeSpan WaitOf(OutboxMessage message)
        {
            var before = _putOff.AddOrUpdate(message.MessageId, 0, (_, times) => Math.Min(times + 1, 10));
            return TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, HeldParts.RetryAfter.Ticks << before));
        }
    }

    private async Task<bool> RunAsync(
        IReadOnlyList<OutboxMessage> messages, LaneLoan loan, Probe? probe, CancellationToken stopping, CancellationToken abandoned)
    {
        var rules = await rulesReader.ReadAsync(stopping);
        if (!messages.All(rules.Covers))
        {
            // A migration may have just brought what captured the row.
            rules = await rulesReader.RefreshAsync(stopping);
        }

        if (await TryShapeAsync(loan.Tokens, messages, rules, stopping) is not var (plan, closed))
        {
            return false;
        }

        plan = plan with { Parcels = aside.Due(plan.Parcels) };
        if (await SaveAsync(loan.Tokens, plan, stopping) && await CloseAsync(loan.Tokens, closed, plan, probe, stopping))
        {
            await SendAsync(plan.Parcels, loan, new Permit(loan, desk.LeastLeft, rules, rulesReader), probe, stopping, abandoned);
        }

        return closed.Count + plan.Parcels.Count > 0;
    }

    /// <summary>
    /// Shapes, unless the shop has locked what more than a row needs: who somebody became, or an object. All of it is then
    /// read again after the wait of an idle sender; it does not wait here.
    /// </summary>
    private async Task<(ReadPlan Plan, List<Outcome> Closed)?> TryShapeAsync(
        IReadOnlyList<LaneToken> lanes, IReadOnlyList<OutboxMessage> messages, Rules rules, CancellationToken cancellationToken)
    {
        try
        {
            return await ShapeAsync(lanes, messages, rules, cancellationToken);
        }
        catch (StoreBusyException busy) when (busy.IsLocked)
        {
            return null;
        }
    }

    private async Task<(ReadPlan Plan, List<Outcome> Closed)> ShapeAsync(
        IReadOnlyList<LaneToken> lanes, IReadOnlyList<OutboxMessage> messages, Rules rules, CancellationToken cancellationToken)
    {
        using var trace = Telemetry.StartStep("shape");
        var sieve = Sieve.Sift(messages, rules);
        var read = await rowReader.ReadAsync(lanes, sieve.Rows, rules, cancellationToken);
        times.Note(messages, read.Now);
        var plan = Planner.Plan(rules, read.Now, read.Rows, read.People, pace, read.Objects, options.ItemBytes);
        var merges = MergePlan.Make(
            read.Merges,
            plan.Parcels.Select(parcel => parcel.PersonId).ToHashSet(StringComparer.Ordinal),
            read.Now,
            options.MergeDelay,
            rules.Mapping.People.Deleted?.Then,
            rules.Mapping.Source);
        plan = plan with
        {
            Parcels = [.. plan.Parcels, .. read.Yielding.Select(person => GiveUpParcel(person, read.Now)), .. merges.Parcels],
            Settlement = merges.Settlement with
            {
                Erased = [.. merges.Settlement.Erased, .. read.Forgotten],
                Delays = [.. merges.Settlement.Delays, .. read.Delays, .. plan.Waiting.Select(id => new MessageDelay(id, HeldParts.RetryAfter))],
            },
        };
        return (plan, [.. sieve.Closed, .. read.Closed, .. plan.Closed, .. merges.Closed]);
    }

    /// <summary>Takes addresses from a profile, and says nothing else of it.</summary>
    private static IdentifyParcel GiveUpParcel(Yielding yielding, DateTime now)
    {
        var baseline = Baseline.Read(yielding.Person.Baseline);
        var json = JsonScratch.Text(writer =>
        {
            foreach (var kind in yielding.Kinds)
            {
                writer.WriteNull(kind);
                baseline.NoteAddress(kind, default);
            }
        });
        return IdentifyParcel.Of(yielding.Person.PersonId, [], json, TextHash.Of(json), Stamp.After(now, yielding.Person))
            with
            { Baseline = baseline.Write() };
    }

    private async Task<IReadOnlyList<OutboxMessage>> ReadAsync(IReadOnlyList<LaneToken> lanes, int most, CancellationToken cancellationToken)
    {
        using var trace = Telemetry.StartStep("read");
        // Rows of persons set aside stand in front of the others, and must not fill the read.
        var limit = Math.Min(most + aside.Count, DispatcherOptions.MaxReadSize);
        var read = await store.ReadPendingAsync(lanes, limit, cancellationToken);
        if (read.HasUnrouted)
        {
            await router.RouteAsync(cancellationToken);
            read = await store.ReadPendingAsync(lanes, limit, cancellationToken);
        }

        if (read.Messages.Count == 0)
        {
            Telemetry.Drop(trace);
        }

        var now = clock.GetUtcNow();
        status.Note(picture => picture with { LastReadAt = now });
        return read.Messages;
    }

    /// <summary>What is sent is saved first: after a crash the same bytes go again.</summary>
    /// <returns>
    /// Whether all of it stands. Where a row does not, somebody else has had it: nothing is sent, and all of it is read again.
    /// </returns>
    private async Task<bool> SaveAsync(IReadOnlyList<LaneToken> lanes, ReadPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Save.Count + plan.Faults.Count == 0)
        {
            return true;
        }

        using var trace = Telemetry.StartStep("save");
        var saved = await store.SaveShapedAsync(lanes, plan.Save, plan.Faults, cancellationToken);
        telemetry.Lost(plan.Faults.Count);
        return saved.IsComplete;
    }

    /// <summary>
    /// Closes rows that need no request, and clears the hash of everyone about to be identified. A request that is cut off,
    /// by a time-out or a crash, may have been applied; with the old hash in place, attributes that went back to their old
    /// values would then look unchanged.
    /// </summary>
    /// <returns>Whether the lanes are still held.</returns>
    private async Task<bool> CloseAsync(
        IReadOnlyList<LaneToken> lanes, List<Outcome> closed, ReadPlan plan, Probe? probe, CancellationToken cancellationToken)
    {
        var onTheirWay = plan.Parcels.OfType<StateParcel>().Select(identify => identify.OnItsWay).ToList();
        return (closed.Count + onTheirWay.Count == 0 && plan.Settlement.IsEmpty)
            || await recorder.RecordAsync(
                lanes,
                new Completion(closed, onTheirWay, [], [], null) { Settlement = plan.Settlement },
                cancellationToken,
                plan.Parcels.Sum(parcel => parcel.Rows.Count),
                probe);
    }

    private async Task SendAsync(
        IReadOnlyList<Parcel> parcels, LaneLoan loan, Permit permit, Probe? probe, CancellationToken stopping, CancellationToken abandoned)
    {
        // A probe is one request.
        var tracks = Tracks.Divide(parcels, probe is null ? loan.Tracks : 1, options.BatchItems);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = loan.Tracks, CancellationToken = stopping };
        if (tracks.Count > 0)
        {
            await Parallel.ForEachAsync(tracks, limits, async (track, stop) => await sender.SendAsync(track, permit, probe, stop, abandoned));
        }
    }
}
