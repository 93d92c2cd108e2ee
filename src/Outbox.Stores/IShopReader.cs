using Outbox.Mapping.Capture;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Draft;

namespace Outbox.Stores;

/// <summary>Small reads of the shop's own tables. Nothing of the outbox is needed, and nothing is changed.</summary>
public interface IShopReader
{
    /// <summary>The database's name, as a namespace of ids may be taken from it.</summary>
    string Database { get; }

    /// <summary>Whether the database has an outbox.</summary>
    Task<bool> HasOutboxAsync(CancellationToken cancellationToken);

    /// <summary>The foreign keys.</summary>
    Task<IReadOnlyList<Relation>> ReadRelationsAsync(CancellationToken cancellationToken);

    /// <summary>Up to twenty of a column's commonest values among the last ten thousand rows.</summary>
    Task<IReadOnlyList<string>> ReadValuesAsync(CatalogTable table, string column, CancellationToken cancellationToken);

    /// <summary>How many people share an e-mail address with another.</summary>
    /// <returns>None where the mapping has no e-mail that is a column of the people table.</returns>
    Task<SharedEmails> CountSharedEmailsAsync(CapturePlan plan, CancellationToken cancellationToken);
}

/// <summary>E-mail addresses that several people have.</summary>
/// <param name="Addresses">How many addresses.</param>
/// <param name="People">How many people have them.</param>
public sealed record SharedEmails(long Addresses, long People);
