using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint.Rules;
using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Database;

/// <summary>The columns that a view brings without being named: each becomes a property under its own name.</summary>
internal static class ViewRules
{
    private sealed record MappedView(ViewReference View, IReadOnlyList<Property> Properties, PropertyPlace Place, string Path);

    /// <summary>The rules that named properties keep.</summary>
    public static IEnumerable<Finding> ColumnsMakeProperties(MappedDatabase db) => Brought(db).SelectMany(use => MappingLint.Check(use));

    public static IEnumerable<Finding> ColumnsCanBeRead(MappedDatabase db) =>
        from use in Brought(db)
        let column = db.Find(use.Row, use.Column!)
        where column is { Kind: ColumnKind.Unsupported }
        select Finding.Error(
            DatabaseLintCodes.UnsupportedColumn, use.At, use.Path,
            $"{use.Row.Name}.{column.Name} is of the type {column.DeclaredType}, which cannot be read as a value.",
            "Cast it in the view, or leave it out of it.");

    public static IEnumerable<Finding> ColumnsAreNotMappedTwice(MappedDatabase db) =>
        from view in Views(db.Mapping)
        from use in Brought(db, view)
        where view.Properties.Any(p => p.Name == use.Name)
        select EventRules.DoubleProperty(use.Name, use.At, use.Path);

    public static IEnumerable<Finding> AttributesAreNotTooMany(MappedDatabase db)
    {
        var people = db.Mapping.People;
        var count = people.Attributes.Count + Views(db.Mapping).Where(v => v.Place == PropertyPlace.Attribute).Sum(v => Brought(db, v).Count() + v.View.Columns.Count);
        if (count <= PersonRules.MostAttributes || people.View is not { } view)
            yield break;
        yield return Finding.Error(
            LintCodes.TooManyAttributes, view.View.At, "people.view",
            $"A person has {count} attributes with those of {view.View.Name}; Customer.io takes {PersonRules.MostAttributes}.",
            "Leave out of the view what segments and journeys do not use.");
    }

    public static IEnumerable<Finding> RefreshHasValues(MappedDatabase db)
    {
        if (db.Mapping.People.Refresh is { } refresh && db.Find(refresh.View) is { } view
            && view.Columns.All(column => string.Equals(column.Name, refresh.Person.Name, StringComparison.OrdinalIgnoreCase)))
        {
            yield return Finding.Error(
                AttributeLintCodes.NothingToCompare, refresh.View.At, "people.refresh.view",
                $"{refresh.View.Name} has no column besides {refresh.Person.Name}: nobody's values would ever change.",
                "Add the columns that depend on the clock.");
        }
    }

    private static IEnumerable<PropertyUse> Brought(MappedDatabase db) => Views(db.Mapping).SelectMany(view => Brought(db, view));

    private static IEnumerable<PropertyUse> Brought(MappedDatabase db, MappedView mapped)
    {
        var view = mapped.View;
        var known = view.On.Select(j => j.There.Name).Concat(view.Columns.Select(c => c.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return from column in db.Find(view.View)?.Columns ?? []
               where !known.Contains(column.Name)
               let reference = new ColumnReference(column.Name, view.View.At)
               let property = new ColumnProperty(column.Name, reference, ByType(column), false, view.View.At)
               select new PropertyUse(property, mapped.Place, view.View, $"{mapped.Path}.view.{column.Name}", IsOfView: true);
    }

    // What the column's type makes of it; one without a declared type gets the benefit of the doubt.
    private static Conversion ByType(CatalogColumn column) => column.Kind switch
    {
        ColumnKind.Integer => new Conversion(ConversionKind.Number),
        ColumnKind.Unknown when column.Name.EndsWith("_cents", StringComparison.Ordinal) => new Conversion(ConversionKind.Number),
        ColumnKind.Boolean => new Conversion(ConversionKind.Boolean),
        ColumnKind.Date or ColumnKind.DateTime or ColumnKind.DateTimeOffset => new Conversion(ConversionKind.Timestamp),
        _ => Conversion.Auto,
    };

    private static IEnumerable<MappedView> Views(MappingDocument mapping)
    {
        if (mapping.People.View is { } ofPeople)
            yield return new MappedView(ofPeople, mapping.People.Attributes, PropertyPlace.Attribute, "people");
        foreach (var mapped in mapping.Objects)
        {
            if (mapped.View is { } ofObject)
                yield return new MappedView(ofObject, mapped.Attributes, PropertyPlace.ObjectAttribute, $"objects.{mapped.Name}");
        }

        foreach (var use in EventWalk.Mapped(mapping))
        {
            if (use.Event.View is { } view)
                yield return new MappedView(view, use.Event.Properties, PropertyPlace.EventData, use.Path);
        }
    }
}
