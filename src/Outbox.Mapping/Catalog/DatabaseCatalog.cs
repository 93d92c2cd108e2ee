using Outbox.Mapping.Model;

namespace Outbox.Mapping.Catalog;

/// <summary>A database engine.</summary>
public enum Engine
{
    /// <summary>Embedded, for the first run and for tests.</summary>
    Sqlite,

    /// <summary>SQL Server and Azure SQL.</summary>
    SqlServer,
}

/// <summary>A column as the database declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DeclaredType">Its type in the engine's words; empty where there is none.</param>
/// <param name="Kind">What the type means.</param>
/// <param name="IsNullable">Whether it takes NULL.</param>
/// <param name="MaxLength">Characters of a text; null for unbounded or not a text.</param>
/// <param name="IsComputed">Whether it follows from other columns, so that no UPDATE ever names it.</param>
/// <param name="IsIdentity">Whether the database numbers it, so that no UPDATE can change it.</param>
/// <param name="Collation">Of a text on SQL Server; null elsewhere.</param>
/// <param name="Obstacle">Why its values cannot be had (<c>encrypted</c>, <c>masked</c>); null where they can.</param>
public sealed record CatalogColumn(
    string Name,
    string DeclaredType,
    ColumnKind Kind,
    bool IsNullable,
    int? MaxLength = null,
    bool IsComputed = false,
    bool IsIdentity = false,
    string? Collation = null,
    string? Obstacle = null);

/// <summary>A table or view.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsView">Whether it is a view.</param>
/// <param name="Columns">In the table's order.</param>
/// <param name="PrimaryKey">Columns of the primary key, in order; empty where there is none.</param>
/// <param name="UniqueKeys">The other unique keys and unfiltered unique indexes.</param>
/// <param name="Obstacle">Why its writes cannot be captured (<c>memory-optimised</c>, <c>owned by sales</c>); null where they can.</param>
public sealed record CatalogTable(
    TableName Name,
    bool IsView,
    IReadOnlyList<CatalogColumn> Columns,
    IReadOnlyList<string> PrimaryKey,
    IReadOnlyList<IReadOnlyList<string>> UniqueKeys,
    string? Obstacle = null)
{
    /// <summary>The column of that name, without regard to case; null where there is none.</summary>
    public CatalogColumn? Find(string column) =>
        Columns.FirstOrDefault(c => string.Equals(c.Name, column, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether these columns hold a key, so that they match one row at most.</summary>
    public bool IsUnique(IEnumerable<string> columns)
    {
        var set = columns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return UniqueKeys.Append(PrimaryKey).Any(key => key.Count > 0 && set.IsSupersetOf(key));
    }
}

/// <summary>The tables and views of a database.</summary>
/// <param name="Engine">Whose.</param>
/// <param name="Tables">All that the reader may see.</param>
public sealed record DatabaseCatalog(Engine Engine, IReadOnlyList<CatalogTable> Tables)
{
    /// <summary>The table or view that the mapping means by a name; null where there is none.</summary>
    public CatalogTable? Find(TableName name) => Tables.FirstOrDefault(t =>
        string.Equals(t.Name.Name, name.Name, StringComparison.OrdinalIgnoreCase)
        && (Engine == Engine.Sqlite
            || string.Equals(t.Name.Schema ?? "dbo", name.Schema ?? "dbo", StringComparison.OrdinalIgnoreCase)));
}
