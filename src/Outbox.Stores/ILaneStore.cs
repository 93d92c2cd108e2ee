using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>
/// Who owns which lane. A lane is free, held (an owner, a lease that runs) or expired (an owner, a lease that has run out);
/// it is claimed when free or expired, renewed and handed back by its owner alone. Time is the database's.
/// </summary>
public interface ILaneStore
{
    /// <summary>A heartbeat: the dispatcher is seen, and what it holds is leased anew.</summary>
    /// <param name="dispatcher">Who.</param>
    /// <param name="lease">How long a lease lasts, 1 s to 1 h. The caller counts it from before the call, on a monotonic clock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<LaneLeases> RenewLanesAsync(DispatcherIdentity dispatcher, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Takes up to <paramref name="most"/> lanes that nobody holds, each under a new token.</summary>
    /// <returns>All lanes of the owner.</returns>
    Task<IReadOnlyList<LaneToken>> ClaimLanesAsync(string owner, TimeSpan lease, int most, CancellationToken cancellationToken);

    /// <summary>Hands lanes back at once.</summary>
    /// <param name="owner">Whose they are.</param>
    /// <param name="lanes">Which; one that is another's by now stays as it is.</param>
    /// <param name="isLast">Whether the dispatcher stops: then it is no longer counted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task ReleaseLanesAsync(string owner, IReadOnlyList<LaneToken> lanes, bool isLast, CancellationToken cancellationToken);

    /// <summary>
    /// Up to <paramref name="limit"/> pending rows of lanes that are held under these tokens, live before backfill, in
    /// order; rows of paused types are left out, and rows behind one that is not routed yet.
    /// </summary>
    Task<PendingRead> ReadPendingAsync(IReadOnlyList<LaneToken> lanes, int limit, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> pending rows whose person is known only after a lookup, in order.</summary>
    Task<IReadOnlyList<OutboxMessage>> ReadUnroutedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Puts rows into the lanes of their persons; a row with nobody into any. Needs no lane. Not cut off half-way.</summary>
    /// <returns>Rows moved; what another dispatcher has routed meanwhile stays as it is.</returns>
    Task<int> RouteAsync(IReadOnlyList<MessageRoute> routes, CancellationToken cancellationToken);
}
