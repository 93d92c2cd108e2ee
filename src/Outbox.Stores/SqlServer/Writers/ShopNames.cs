using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Stores.SqlServer.Writers;

/// <summary>
/// Which tables a name of the shop's code stands for. Names are compared ignoring case, whatever the database's collation: one
/// too many is seen by whoever reads the list, one too few is not. Pure.
/// </summary>
internal sealed class ShopNames
{
    private const string Dbo = "dbo";

    private readonly string _database;
    private readonly HashSet<(string Schema, string Name)> _objects = new(Comparer.Instance);
    private readonly Dictionary<(string Schema, string Name), NamedTarget> _synonyms = new(Comparer.Instance);
    private readonly Dictionary<(string Schema, string Name), IReadOnlyList<NamedTarget>> _views = new(Comparer.Instance);
    private readonly IReadOnlyList<string> _defaultSchemas;

    /// <summary>Takes what the catalog says.</summary>
    /// <param name="database">The database's name, for names of three parts.</param>
    /// <param name="catalog">Tables and views.</param>
    /// <param name="defaultSchemas">Of the database's users: where a name alone can lead outside of modules.</param>
    /// <param name="synonyms">What each synonym stands for.</param>
    /// <param name="views">The tables that each view's text names.</param>
    public ShopNames(
        string database,
        DatabaseCatalog catalog,
        IEnumerable<string> defaultSchemas,
        IEnumerable<(string Schema, string Name, NamedTarget Target)> synonyms,
        IEnumerable<(string Schema, string Name, IReadOnlyList<NamedTarget> Tables)> views)
    {
        _database = database;
        _defaultSchemas = [.. defaultSchemas.Append(Dbo).Distinct(StringComparer.OrdinalIgnoreCase)];
        _objects.UnionWith(catalog.Tables.Select(t => (t.Name.Schema ?? Dbo, t.Name.Name)));
        foreach (var (schema, name, target) in synonyms)
        {
            _synonyms[(schema, name)] = target;
            _objects.Add((schema, name));
        }

        foreach (var (schema, name, tables) in views)
        {
            _views[(schema, name)] = tables;
        }
    }

    /// <summary>The tables, by schema and name; several where a name alone can be one of several, or a view reads several.</summary>
    /// <param name="target">The name.</param>
    /// <param name="moduleSchema">The schema of the module that says it; null for a batch.</param>
    public IEnumerable<TableName> Resolve(NamedTarget target, string? moduleSchema) => Resolve(target, moduleSchema, []).Distinct();

    /// <summary>The names by which some tables are reached: their own, and those of synonyms and views that lead to them.</summary>
    public IReadOnlySet<string> NamesOf(IReadOnlyCollection<TableName> tables)
    {
        var names = tables.Select(t => t.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        names.UnionWith(_synonyms.Keys.Concat(_views.Keys)
            .Where(known => Resolve(new NamedTarget(null, known.Schema, known.Name), known.Schema).Any(t => tables.Any(mapped => Same(mapped, t))))
            .Select(known => known.Name));
        return names;
    }

    /// <summary>Whether two names are one table's.</summary>
    public static bool Same(TableName a, TableName b) =>
        Comparer.Instance.Equals((a.Schema ?? Dbo, a.Name), (b.Schema ?? Dbo, b.Name));

    private IEnumerable<TableName> Resolve(NamedTarget target, string? moduleSchema, IReadOnlyList<(string, string)> seen)
    {
        if (target.Database is { Length: > 0 } database && !string.Equals(database, _database, StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        return Schemas(target, moduleSchema).Select(schema => (schema, target.Name)).Where(key => !seen.Contains(key, Comparer.Instance)).SelectMany(key =>
            _synonyms.TryGetValue(key, out var stands) ? Resolve(stands, null, [.. seen, key])
            : _views.TryGetValue(key, out var tables) ? tables.SelectMany(t => Resolve(t, key.schema, [.. seen, key]))
            : [new TableName(key.schema, key.Name)]);
    }

    /// <summary>
    /// A name alone means, in a module, what the module's own schema has, else dbo's; in a batch what the default schema of its
    /// user has, and which that was nobody keeps.
    /// </summary>
    private IEnumerable<string> Schemas(NamedTarget target, string? moduleSchema) => (target.Schema, moduleSchema) switch
    {
        ({ } given, _) => [given],
        (null, { } own) => [_objects.Contains((own, target.Name)) ? own : Dbo],
        _ => _defaultSchemas,
    };

    private sealed class Comparer : IEqualityComparer<(string Schema, string Name)>
    {
        public static readonly Comparer Instance = new();

        public bool Equals((string Schema, string Name) x, (string Schema, string Name) y) =>
            string.Equals(x.Schema, y.Schema, StringComparison.OrdinalIgnoreCase) && string.Equals(x.Name, y.Name, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Schema, string Name) obj) =>
            HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Schema), StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Name));
    }
}
