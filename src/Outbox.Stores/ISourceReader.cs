using Outbox.Mapping.Preview;

namespace Outbox.Stores;

/// <summary>
/// Rows of the shop as a trigger would capture them, and what belongs to them, by a mapping that need not be installed.
/// Reads only; nothing of the outbox is asked, so that the login needs SELECT on the shop's tables and no more.
/// </summary>
public interface ISourceReader : IPlanReader
{
    /// <summary>The rows with a key, the latest first.</summary>
    /// <param name="source">What would capture them.</param>
    /// <param name="key">The canonical texts of its key columns, in order.</param>
    /// <param name="limit">At most so many, 1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SourceRow>> FindRowsAsync(PreviewSource source, IReadOnlyList<string> key, int limit, CancellationToken cancellationToken);

    /// <summary>The latest rows that show the fact.</summary>
    /// <param name="source">What would capture them.</param>
    /// <param name="limit">At most so many, 1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SourceRow>> ReadLastRowsAsync(PreviewSource source, int limit, CancellationToken cancellationToken);

    /// <summary>Objects are not among what is shown.</summary>
    Task<IReadOnlyDictionary<string, PersonRow>> IPlanReader.ReadObjectsAsync(
        string name, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, PersonRow>>(new Dictionary<string, PersonRow>());

    /// <summary>Everybody is who he seems: nothing of the outbox is asked.</summary>
    Task<Identities> IIdentityStore.ReadIdentitiesAsync(
        IReadOnlyCollection<string> personIds,
        IReadOnlyCollection<string> keys,
        IReadOnlyCollection<string> hashes,
        CancellationToken cancellationToken) => Task.FromResult(Identities.None);

    /// <summary>Nobody is merged.</summary>
    Task<IReadOnlyDictionary<string, DateTime>> IIdentityStore.ReadFirstSentAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, DateTime>>(new Dictionary<string, DateTime>());

    /// <summary>Nobody has been a guest.</summary>
    Task<IReadOnlyList<GuestOf>> IIdentityStore.ReadGuestsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<GuestOf>>([]);

    /// <summary>Nothing is moved.</summary>
    Task<IReadOnlySet<long>> IIdentityStore.MoveAsync(
        IReadOnlyList<LaneToken> lanes, IReadOnlyList<MessageMove> moves, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<long>>(new HashSet<long>());

    /// <summary>Everybody may have the address; <c>outbox lint</c> tells who shares one.</summary>
    Task<IReadOnlyList<RefusedAddress>> IAddressStore.ClaimAddressesAsync(IReadOnlyList<AddressClaim> claims, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RefusedAddress>>([]);
}
