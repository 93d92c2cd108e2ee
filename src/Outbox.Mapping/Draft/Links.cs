using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;

namespace Outbox.Mapping.Draft;

/// <summary>Which table refers to which: by foreign keys, and where there are none by names.</summary>
internal sealed class Links(DatabaseCatalog catalog, IReadOnlyList<Relation> relations)
{
    public DatabaseCatalog Catalog { get; } = catalog;

    /// <summary>The tables that could be mapped.</summary>
    public IReadOnlyList<CatalogTable> Tables { get; } = [.. catalog.Tables.Where(t => !t.IsView && t.Obstacle is null)];

    /// <summary>The column of a table that holds another's key; null where none does.</summary>
    public CatalogColumn? Between(CatalogTable from, CatalogTable to, string key)
    {
        var declared = relations
            .Where(r => Catalog.Find(r.From) == from && Catalog.Find(r.To) == to && r.Columns.Count == 1)
            .Where(r => string.Equals(r.KeyColumns[0], key, StringComparison.OrdinalIgnoreCase))
            .Select(r => from.Find(r.Columns[0]))
            .FirstOrDefault();
        if (declared is not null || from == to)
        {
            return declared;
        }

        // customer_id for customers.id; CustomerID for Customers.CustomerID.
        var row = Names.RowOf(to);
        var keyWords = string.Join('_', SnakeCase.Words(key));
        var wanted = keyWords is "id" or "key" or "code" ? $"{row}_{keyWords}" : keyWords;
        var kind = to.Find(key)?.Kind;
        return from.Columns.FirstOrDefault(c => string.Join('_', SnakeCase.Words(c.Name)) == wanted && (kind is null || c.Kind == kind));
    }

    /// <summary>The column of a table that names the person; null for none.</summary>
    public CatalogColumn? PersonOf(CatalogTable table, CatalogTable people, CatalogColumn key) => Between(table, people, key.Name);

    /// <summary>The tables that refer to one by its primary key.</summary>
    public IReadOnlyList<CatalogTable> ReferringTo(CatalogTable table) => table.PrimaryKey is [var key]
        ? [.. Tables.Where(t => t != table && Between(t, table, key) is not null)]
        : [];
}
