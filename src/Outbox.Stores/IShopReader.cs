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
}
