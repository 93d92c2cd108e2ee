using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Collations;

/// <summary>Something that FROM names.</summary>
internal sealed record Source(string Name, IReadOnlyList<Column> Columns);

/// <summary>The names that an expression can use.</summary>
internal sealed class Scope(Scope? outer = null)
{
    /// <summary>What FROM names.</summary>
    public List<Source> Sources { get; } = [];

    /// <summary>Of a select list: ORDER BY sees them first.</summary>
    public IReadOnlyList<Column> Aliases { get; init; } = [];

    /// <summary>The column that a reference means; null where there is none.</summary>
    public (Column Column, Source? Source)? Find(IReadOnlyList<string> qualifier, string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (qualifier.Count == 0 && scope.Aliases.FirstOrDefault(c => Same(c.Name, name)) is { } alias)
            {
                return (alias, null);
            }

            var full = string.Join('.', qualifier);
            foreach (var source in scope.Sources.Where(s => qualifier.Count == 0 || Same(s.Name, full) || (qualifier.Count == 1 && Same(s.Name.Split('.')[^1], full))))
            {
                if (source.Columns.FirstOrDefault(c => Same(c.Name, name)) is { } column)
                {
                    return (column, source);
                }
            }
        }

        return null;
    }

    /// <summary>The enclosing statement's.</summary>
    public Scope? Outer { get; } = outer;

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>The parts of a name.</summary>
    public static List<string> Parts(MultiPartIdentifier? name) => name is null ? [] : [.. name.Identifiers.Select(i => i.Value)];
}
