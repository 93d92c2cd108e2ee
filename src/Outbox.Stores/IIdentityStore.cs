namespace Outbox.Stores;

/// <summary>Who people are, beside their attributes: whose guest id or former key is whose, and who was removed.</summary>
public interface IIdentityStore
{
    /// <summary>What is known of some persons.</summary>
    /// <param name="personIds">Ids at Customer.io.</param>
    /// <param name="keys">Keys that the people table does not have.</param>
    /// <param name="hashes">Hashes of ids (<see cref="Core.People.PersonHash"/>).</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Identities> ReadIdentitiesAsync(
        IReadOnlyCollection<string> personIds,
        IReadOnlyCollection<string> keys,
        IReadOnlyCollection<string> hashes,
        CancellationToken cancellationToken);

    /// <summary>When Customer.io first accepted some persons, UTC. Who was never accepted is not in the answer.</summary>
    /// <param name="personIds">Ids at Customer.io.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyDictionary<string, DateTime>> ReadFirstSentAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken);

    /// <summary>The ids that stand for some persons: their guests' and those of keys that they had.</summary>
    Task<IReadOnlyList<GuestOf>> ReadGuestsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Gives pending rows to the persons whom they belong to: key, id and lane.</summary>
    /// <param name="lanes">The lanes of the rows, as the caller holds them.</param>
    /// <param name="moves">The rows.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// Those that the caller holds no longer: they went to another lane, whose owner sends them, with this call or with one
    /// whose answer was lost; or they are closed, or their lane is not held.
    /// </returns>
    Task<IReadOnlySet<long>> MoveAsync(
        IReadOnlyList<LaneToken> lanes, IReadOnlyList<MessageMove> moves, CancellationToken cancellationToken);
}
