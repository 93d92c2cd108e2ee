namespace Outbox.Stores;

/// <summary>
/// The outbox as the dispatcher sees it, one implementation an engine. Every call is one short transaction; none is
/// open during a request to Customer.io. Errors that a person can mend come as
/// <see cref="Core.Errors.OutboxException"/>; passing ones (busy, a lost connection) as <see cref="StoreBusyException"/>.
/// </summary>
public interface IOutboxStore : IPlanReader, ILaneStore, IScheduleStore, IBindingStore, IBrakeStore, IHoldStore, IAsyncDisposable
{
    /// <summary>The mapping that <c>migrate</c> stored.</summary>
    /// <exception cref="Core.Errors.OutboxException">The database has no outbox, or a newer one.</exception>
    Task<StoredMapping> ReadMappingAsync(CancellationToken cancellationToken);

    /// <summary>The event types and their delivery.</summary>
    Task<IReadOnlyList<EventTypeState>> ReadEventTypesAsync(CancellationToken cancellationToken);

    /// <summary>Saves what will be sent, and the faults of shaping it, before the first request that carries it.</summary>
    /// <param name="lanes">The lanes of the rows, as the caller holds them.</param>
    /// <param name="rows">What was shaped.</param>
    /// <param name="faults">What shaping left out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What was not saved, of which nothing may be sent. Saving the same again, after a lost answer, is saved.</returns>
    Task<SaveResult> SaveShapedAsync(
        IReadOnlyList<LaneToken> lanes,
        IReadOnlyList<ShapedRow> rows,
        IReadOnlyList<RecordedFault> faults,
        CancellationToken cancellationToken);

    /// <summary>
    /// Records what an answer settled: rows closed, who people are, persons accepted or forgotten, the attempt. One transaction.
    /// What Customer.io has accepted ("sent", a removal, a merge) is a fact and is always recorded; "dead" and "skipped" are
    /// decisions, taken only of a pending row whose lane is held; what is about to be done to people only where all lanes are.
    /// </summary>
    /// <param name="lanes">The lanes of the rows, as the caller holds them.</param>
    /// <param name="completion">What was settled.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Those lanes that are not held any more.</returns>
    Task<IReadOnlyList<byte>> CompleteAsync(
        IReadOnlyList<LaneToken> lanes, Completion completion, CancellationToken cancellationToken);

    /// <summary>Counts for <c>status</c>.</summary>
    Task<StoreStatus> ReadStatusAsync(CancellationToken cancellationToken);

    /// <summary>Whether delivery keeps up.</summary>
    Task<StoreHealth> ReadHealthAsync(CancellationToken cancellationToken);
}
