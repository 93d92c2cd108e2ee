using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture;

/// <summary>
/// What is captured where, for any engine: the mapping turned inside out, by table. The writers of the engines only
/// spell it.
/// </summary>
public sealed class CapturePlan
{
    private CapturePlan(MappingDocument mapping, DatabaseCatalog catalog, IReadOnlyList<TablePlan> tables)
    {
        Mapping = mapping;
        Catalog = catalog;
        Tables = tables;
    }

    /// <summary>The mapping.</summary>
    public MappingDocument Mapping { get; }

    /// <summary>The database.</summary>
    public DatabaseCatalog Catalog { get; }

    /// <summary>The tables that get triggers, in the order in which the mapping names them first.</summary>
    public IReadOnlyList<TablePlan> Tables { get; }

    /// <summary>Makes the plan.</summary>
    /// <param name="mapping">A mapping without lint errors against <paramref name="catalog"/>.</param>
    /// <param name="catalog">The database.</param>
    /// <exception cref="ArgumentException">The mapping names a table or column that is not there.</exception>
    public static CapturePlan For(MappingDocument mapping, DatabaseCatalog catalog)
    {
        var people = mapping.People;
        CatalogTable Of(TableReference reference) => Table(catalog, reference.Name);

        var tables = people.TouchedBy.Select(t => t.Table)
            .Concat(mapping.Events.Select(e => e.Table))
            .Concat(mapping.Feeds.Select(f => f.Table))
            .Concat(people.Guests is { } guests ? [guests.Table] : [])
            .Concat(mapping.Objects.SelectMany(o => o.TouchedBy.Select(t => t.Table).Prepend(o.Table).Concat(o.People.Select(r => r.Table))))
            .Prepend(people.Table)
            .Select(Of)
            .DistinctBy(table => table.Name);
        return new CapturePlan(mapping, catalog, [.. tables.Select(table => new TablePlan(
            table,
            Of(people.Table).Name == table.Name ? people : null,
            [.. people.TouchedBy.Where(t => Of(t.Table).Name == table.Name)],
            [.. mapping.Events.Where(e => Of(e.Table).Name == table.Name)],
            [.. mapping.Feeds.Where(f => Of(f.Table).Name == table.Name)])
        {
            Guests = people.Guests is { } guests && Of(guests.Table).Name == table.Name ? guests : null,
            Objects =
            [
                .. mapping.Objects.Where(o => Of(o.Table).Name == table.Name).Select(o => new ObjectCapture(o, o.Id)),
                .. mapping.Objects.SelectMany(o => o.TouchedBy.Where(t => Of(t.Table).Name == table.Name).Select(t => new ObjectCapture(o, t.Object))),
            ],
            Relations = [.. mapping.Relations.Select(r => r.Relation).Where(r => Of(r.Table).Name == table.Name)],
        })]);
    }

    /// <summary>The table or view of that name.</summary>
    /// <exception cref="ArgumentException">It is not there.</exception>
    public CatalogTable Table(TableName name) => Table(Catalog, name);

    /// <summary>The table or view of that name.</summary>
    /// <exception cref="ArgumentException">It is not there.</exception>
    internal static CatalogTable Table(DatabaseCatalog catalog, TableName name) =>
        catalog.Find(name) ?? throw new ArgumentException($"The database has no table or view '{name}'.", nameof(name));
}
