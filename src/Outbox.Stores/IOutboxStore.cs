using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>
/// The outbox as the dispatcher sees it, one implementation an engine. Every call is one short transaction; none is
/// open during a request to Customer.io. Errors that a person can mend come as
/// <see cref="Core.Errors.OutboxException"/>; passing ones (busy, a lost connection) as <see cref="StoreBusyException"/>.
/// </summary>
public interface IOutboxStore : ILaneStore, IScheduleStore, IBindingStore, IEmailStore, IIdentityStore, IAsyncDisposable
{
    /// <summary>The mapping that <c>migrate</c> stored.</summary>
    /// <exception cref="Core.Errors.OutboxException">The database has no outbox, or a newer one.</exception>
    Task<StoredMapping> ReadMappingAsync(CancellationToken cancellationToken);

    /// <summary>The event types and their delivery.</summary>
    Task<IReadOnlyList<EventTypeState>> ReadEventTypesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Runs the related read of a capture (lookups, lines, view, looked-up person).
    /// </summary>
    /// <param name="capturedBy">The part of the mapping that captured the rows.</param>
    /// <param name="messages">Rows captured by it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>By message id, the JSON object that the module returned; empty where the capture needs no related read.</returns>
    Task<IReadOnlyDictionary<long, string>> ReadRelatedAsync(
        string capturedBy, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken);

    /// <summary>The current rows of people, read from the primary. Keys without a row are not in the answer.</summary>
    Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>The current rows of objects. Keys without a row are not in the answer.</summary>
    /// <param name="name">The object's name in the mapping.</param>
    /// <param name="keys">Keys.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyDictionary<string, PersonRow>> ReadObjectsAsync(
        string name, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>What Customer.io last accepted of some persons. Persons never sent are not in the answer.</summary>
    Task<IReadOnlyDictionary<string, SentPerson>> ReadSentPeopleAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken);

    /// <summary>Saves what will be sent, and the faults of shaping it, before the first request that carries it.</summary>
    /// <param name="lanes">The lanes of the rows, as the caller holds them.</param>
    /// <param name="rows">What was shaped.</param>
    /// <param name="faults">What shaping left out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Those lanes that are not held any more: of their rows nothing was saved, and none may be sent.</returns>
    Task<IReadOnlyList<byte>> SaveShapedAsync(
        IReadOnlyList<LaneToken> lanes,
        IReadOnlyList<ShapedRow> rows,
        IReadOnlyList<RecordedFault> faults,
        CancellationToken cancellationToken);

    /// <summary>
    /// Records what an answer settled: rows closed, persons accepted or forgotten, the attempt. One transaction. "Sent" is a
    /// fact and is always recorded; "dead" and "skipped" are decisions, taken only of a pending row whose lane is held.
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

    /// <summary>The database's clock, UTC.</summary>
    Task<DateTime> ReadClockAsync(CancellationToken cancellationToken);
}
