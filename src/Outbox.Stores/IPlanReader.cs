namespace Outbox.Stores;

/// <summary>All that planning what rows send needs: what belongs to them, who their people are, whose e-mail is whose, objects.</summary>
public interface IPlanReader : IRelatedReader, IIdentityStore, IAddressStore
{
    /// <summary>The current rows of objects. Keys without a row are not in the answer.</summary>
    /// <param name="name">The object's name in the mapping.</param>
    /// <param name="keys">Keys.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ShopReadException">The shop's data or definitions do not let it.</exception>
    Task<IReadOnlyDictionary<string, PersonRow>> ReadObjectsAsync(
        string name, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);
}
