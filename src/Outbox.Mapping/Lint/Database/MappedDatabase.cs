using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Database;

/// <summary>A mapping and the database it is for.</summary>
internal sealed record MappedDatabase(MappingDocument Mapping, DatabaseCatalog Catalog)
{
    public bool IsSqlite => Catalog.Engine == Engine.Sqlite;

    public CatalogTable? Find(TableReference table) => Catalog.Find(table.Name);

    /// <summary>The column; null where it or its table is not there, which a rule of its own tells.</summary>
    public CatalogColumn? Find(TableReference table, ColumnReference column) => Find(table)?.Find(column.Name);

    /// <summary>
    /// A weakness that SQL Server's declared types rule out and SQLite's cannot: an error there, a warning here.
    /// </summary>
    public Severity Strict => IsSqlite ? Severity.Warning : Severity.Error;
}
