using Microsoft.Extensions.Logging;
using Outbox.Core.Messages;
using Outbox.Dispatcher.Health;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Dispatcher.Send;

/// <summary>A store that waits where the database is busy: what Customer.io has accepted is not forgotten for a lock.</summary>
internal sealed class PatientStore(
    IOutboxStore store, Backoff backoff, Jitter jitter, Pulse pulse, ClockWatch clocks, TimeProvider clock, ILogger<PatientStore> log) : IOutboxStore
{
    private int _isBusy;

    /// <inheritdoc/>
    public Task<StoredMapping> ReadMappingAsync(CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadMappingAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventTypeState>> ReadEventTypesAsync(CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadEventTypesAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<LaneLeases> RenewLanesAsync(DispatcherIdentity dispatcher, TimeSpan lease, CancellationToken cancellationToken) =>
        TryAsync(() => store.RenewLanesAsync(dispatcher, lease, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LaneToken>> ClaimLanesAsync(string owner, TimeSpan lease, int most, CancellationToken cancellationToken) =>
        TryAsync(() => store.ClaimLanesAsync(owner, lease, most, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseLanesAsync(string owner, IReadOnlyList<LaneToken> lanes, bool isLast, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReleaseLanesAsync(owner, lanes, isLast, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<PendingRead> ReadPendingAsync(IReadOnlyList<LaneToken> lanes, int limit, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadPendingAsync(lanes, limit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<OutboxMessage>> ReadUnroutedAsync(int limit, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadUnroutedAsync(limit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<int> RouteAsync(IReadOnlyList<MessageRoute> routes, CancellationToken cancellationToken) =>
        TryAsync(() => store.RouteAsync(routes, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<long, string>> ReadRelatedAsync(
        string capturedBy, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadRelatedAsync(capturedBy, messages, cancellationToken), cancellationToken, isPatient: false);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadPeopleAsync(keys, cancellationToken), cancellationToken, isPatient: false);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleStatesAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadPeopleStatesAsync(keys, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task HoldAsync(HeldPart part, TimeSpan retryAfter, CancellationToken cancellationToken) =>
        TryAsync(() => store.HoldAsync(part, retryAfter, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseHeldAsync(IReadOnlyCollection<string> parts, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReleaseHeldAsync(parts, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<HeldPart>> ReadHeldPartsAsync(CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadHeldPartsAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PersonRow>> ReadObjectsAsync(
        string name, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadObjectsAsync(name, keys, cancellationToken), cancellationToken, isPatient: false);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, SentPerson>> ReadSentPeopleAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadSentPeopleAsync(personIds, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Identities> ReadIdentitiesAsync(
        IReadOnlyCollection<string> personIds,
        IReadOnlyCollection<string> keys,
        IReadOnlyCollection<string> hashes,
        CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadIdentitiesAsync(personIds, keys, hashes, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, DateTime>> ReadFirstSentAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadFirstSentAsync(personIds, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GuestOf>> ReadGuestsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadGuestsAsync(keys, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlySet<long>> MoveAsync(
        IReadOnlyList<LaneToken> lanes, IReadOnlyList<MessageMove> moves, CancellationToken cancellationToken) =>
        TryAsync(() => store.MoveAsync(lanes, moves, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RefusedAddress>> ClaimAddressesAsync(
        IReadOnlyList<AddressClaim> claims, CancellationToken cancellationToken) =>
        TryAsync(() => store.ClaimAddressesAsync(claims, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<SaveResult> SaveShapedAsync(
        IReadOnlyList<LaneToken> lanes,
        IReadOnlyList<ShapedRow> rows,
        IReadOnlyList<RecordedFault> faults,
        CancellationToken cancellationToken) =>
        TryAsync(() => store.SaveShapedAsync(lanes, rows, faults, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<byte>> CompleteAsync(
        IReadOnlyList<LaneToken> lanes, Completion completion, CancellationToken cancellationToken) =>
        TryAsync(() => store.CompleteAsync(lanes, completion, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<ScheduleStates> ReadSchedulesAsync(CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadSchedulesAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> OpenScheduleAsync(ScheduleWindow window, LaneToken lane, CancellationToken cancellationToken) =>
        TryAsync(() => store.OpenScheduleAsync(window, lane, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<int> FireScheduleAsync(string schedule, CancellationToken cancellationToken) =>
        TryAsync(() => store.FireScheduleAsync(schedule, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task RecordScheduleAsync(ScheduleWindow window, LaneToken lane, int? events, CancellationToken cancellationToken) =>
        TryAsync(() => store.RecordScheduleAsync(window, lane, events, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<BindingFound> ReadBindingAsync(CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadBindingAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task BindAsync(OutboxBinding binding, CancellationToken cancellationToken) =>
        TryAsync(() => store.BindAsync(binding, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task AdoptAsync(OutboxBinding binding, CancellationToken cancellationToken) =>
        TryAsync(() => store.AdoptAsync(binding, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<BrakeState> ReadBrakeAsync(CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadBrakeAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task HoldSendingAsync(BrakeHold hold, CancellationToken cancellationToken) =>
        TryAsync(() => store.HoldSendingAsync(hold, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ProbeSendingAsync(TimeSpan every, CancellationToken cancellationToken) =>
        TryAsync(() => store.ProbeSendingAsync(every, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ResumeSendingAsync(string by, TimeSpan accepting, CancellationToken cancellationToken) =>
        TryAsync(() => store.ResumeSendingAsync(by, accepting, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<StoreStatus> ReadStatusAsync(CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadStatusAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<StoreHealth> ReadHealthAsync(CancellationToken cancellationToken) =>
        TryAsync(() => store.ReadHealthAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<DateTime> ReadClockAsync(CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            var before = clock.GetUtcNow().UtcDateTime;
            var there = await store.ReadClockAsync(cancellationToken);
            clocks.NoteDatabase(ClockRange.Of(there, before, clock.GetUtcNow().UtcDateTime));
            return there;
        },
        cancellationToken);

    /// <summary>The store is its owner's.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task TryAsync(Func<Task> call, CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            await call();
            return true;
        },
        cancellationToken);

    /// <summary>Tries until it succeeds.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="isPatient">Whether it also waits for what the shop has locked; whoever does not can go on with other rows.</param>
    private async Task<T> TryAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken, bool isPatient = true)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var result = await call();
                if (Interlocked.Exchange(ref _isBusy, 0) == 1)
                {
                    Log.StoreBack(log);
                }

                return result;
            }
            catch (StoreBusyException e) when (e.IsLocked && !isPatient)
            {
                pulse.Turn(TimeSpan.Zero);
                throw;
            }
            catch (Exception e) when (Passing.Is(e))
            {
                if (Interlocked.Exchange(ref _isBusy, 1) == 0)
                {
                    Log.StoreBusy(log, ErrorName.Of(e));
                }
            }

            var wait = backoff.After(failures, jitter.Next());
            pulse.Turn(wait);
            await Task.Delay(wait, clock, cancellationToken);
        }
    }
}
