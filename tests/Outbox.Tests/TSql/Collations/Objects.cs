using Microsoft.SqlServer.TransactSql.ScriptDom;
using Outbox.Mapping.Catalog;

namespace Outbox.Tests.TSql.Collations;

/// <summary>A column as a statement sees it.</summary>
internal sealed record Column(string Name, Label Label);

/// <summary>A parameter of a procedure.</summary>
internal sealed record Parameter(string Name, DataTypeReference Type);

/// <summary>What is there: tables, views, types, functions and procedures, with their columns' labels.</summary>
internal sealed class Objects
{
    private readonly Dictionary<string, (string Name, IReadOnlyList<Column> Columns)> _tables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every other name: types, functions, procedures, sequences, roles, schemas.</summary>
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns of table types.</summary>
    public Dictionary<string, IReadOnlyList<Column>> Types { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a scalar function returns.</summary>
    public Dictionary<string, Label> Functions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The parameters of procedures.</summary>
    public Dictionary<string, IReadOnlyList<string>> Procedures { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds or replaces a table or view.</summary>
    public void AddTable(string name, IReadOnlyList<Column> columns)
    {
        _tables[name] = (name, columns);
        _names[name] = name;
    }

    /// <summary>Adds columns to a table.</summary>
    public void Extend(string name, IEnumerable<Column> columns) => AddTable(name, [.. _tables[name].Columns, .. columns]);

    /// <summary>Adds another name.</summary>
    public void AddName(string name) => _names[name] = name;

    /// <summary>A table's columns, and its name as it was declared; null where nothing of the name is there.</summary>
    public (string Name, IReadOnlyList<Column> Columns)? Table(string name) => _tables.TryGetValue(name, out var table) ? table : null;

    /// <summary>A name as it was declared; null where it was not.</summary>
    public string? Declared(string name) => _names.GetValueOrDefault(name);

    /// <summary>The tables of a shop. A text column's collation is what the catalog says of it.</summary>
    public void AddShop(DatabaseCatalog catalog)
    {
        foreach (var table in catalog.Tables)
        {
            AddTable($"{table.Name.Schema}.{table.Name.Name}",
                [.. table.Columns.Select(c => new Column(c.Name, c.Kind == ColumnKind.Text ? Label.Implicit(c.Collation ?? Label.Database) : Label.NotText))]);
        }
    }

    /// <summary>A copy to which a script's objects can be added.</summary>
    public Objects Copy()
    {
        var copy = new Objects();
        foreach (var (name, table) in _tables)
        {
            copy._tables[name] = table;
        }

        foreach (var (key, name) in _names)
        {
            copy._names[key] = name;
        }

        foreach (var (name, columns) in Types)
        {
            copy.Types[name] = columns;
        }

        foreach (var (name, label) in Functions)
        {
            copy.Functions[name] = label;
        }

        foreach (var (name, parameters) in Procedures)
        {
            copy.Procedures[name] = parameters;
        }

        return copy;
    }
}
