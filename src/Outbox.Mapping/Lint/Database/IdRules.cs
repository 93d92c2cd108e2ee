using Outbox.Core.Events;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint.Rules;
using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Database;

/// <summary>The columns of event ids.</summary>
internal static class IdRules
{
    private sealed record IdPart(ColumnUse Use, CatalogTable Table, CatalogColumn Column);

    public static IEnumerable<Finding> IdsAreNotNull(MappedDatabase db) =>
        from part in Parts(db)
        where part.Column.IsNullable && !part.Table.IsView && !part.Table.PrimaryKey.Contains(part.Column.Name, StringComparer.OrdinalIgnoreCase)
        select Finding.Error(
            DatabaseLintCodes.NullableId, part.Use.Column.At, part.Use.Path,
            $"The id column {part.Use.Table.Name}.{part.Column.Name} takes NULL, and all rows that have it would share an id.",
            "Declare it NOT NULL, or take another column.");

    public static IEnumerable<Finding> IdsHaveACanonicalText(MappedDatabase db) =>
        from part in Parts(db)
        where !Kinds.CanBeId(part.Column.Kind) && part.Column.Kind != ColumnKind.Unsupported
        select new Finding(
            DatabaseLintCodes.IdType,
            db.IsSqlite && part.Table.IsView && part.Column.Kind == ColumnKind.Unknown ? Severity.Warning : Severity.Error,
            part.Use.Column.At, part.Use.Path,
            $"The id column {part.Use.Table.Name}.{part.Column.Name} is {TypeOf(part.Column)}, which has no one text on every engine.",
            "Take an integer, text, date, time or GUID column; in a view, CAST it to one.");

    public static IEnumerable<Finding> IdsFit(MappedDatabase db) =>
        from use in EventWalk.Mapped(db.Mapping)
        from finding in Length(db, use.Event.Name.Length, [.. ColumnWalk.IdColumns(use)])
        select finding;

    public static IEnumerable<Finding> FeedIdsFit(MappedDatabase db) =>
        from use in EventWalk.Feeds(db.Mapping)
        let name = db.Find(use.Event.Table, use.Event.NameColumn)
        where name is not null
        from finding in Length(db, name.MaxLength, [FeedId(use)])
        select finding;

    public static IEnumerable<Finding> TransitionsHaveMoreThanTheKey(MappedDatabase db) =>
        from use in EventWalk.Events(db.Mapping)
        where !use.Event.Once && use.Event.Id.Count > 1 && Conditions.CanBeUpdate(use.Event.When)
        let table = db.Find(use.Event.Table)
        where table is { PrimaryKey.Count: > 0 }
            && use.Event.Id.All(id => table.PrimaryKey.Contains(id.Name, StringComparer.OrdinalIgnoreCase))
        select EventRules.RepeatingId(use, "its id has columns of the primary key alone");

    public static IEnumerable<Finding> RowsHaveIdsOfTheirOwn(MappedDatabase db) =>
        from use in EventWalk.Events(db.Mapping)
        let table = db.Find(use.Event.Table)
        where table is { IsView: false, PrimaryKey.Count: > 0 } && !table.IsUnique(use.Event.Id.Select(id => id.Name))
            && use.Event.Id.All(id => table.Find(id.Name) is not null)
        select Finding.Warning(
            DatabaseLintCodes.SharedId, use.Event.Id[0].At, $"{use.Path}.id",
            $"Several rows of {use.Event.Table.Name} can have the id of one {use.Event.Name.Quoted()}: all but the first are dropped as duplicates.",
            $"Put the key into the id ({string.Join(", ", table.PrimaryKey)}), unless the event is meant to happen once for all of them.");

    private static IEnumerable<Finding> Length(MappedDatabase db, int? nameLength, IReadOnlyList<ColumnUse> ids)
    {
        var columns = ids.Select(use => db.Find(use.Table, use.Column)).ToList();

        // A column that is not there or unfit has a finding of its own.
        if (columns.Any(c => c is null || !Kinds.CanBeId(c.Kind)))
            yield break;
        var lengths = columns.Select(c => Kinds.CanonicalLength(c!)).ToList();
        var unbounded = lengths.IndexOf(null);
        var longest = nameLength + lengths.Sum() + lengths.Count;
        if (nameLength is not null && unbounded < 0 && longest <= EventId.MaxLength)
            yield break;
        var at = ids[Math.Max(unbounded, 0)];
        yield return new Finding(
            DatabaseLintCodes.IdTooLong, db.Strict, at.Column.At, at.Path,
            unbounded >= 0 || nameLength is null
                ? $"{at.Table.Name}.{at.Column.Name} has no bound, and an event id has {EventId.MaxLength} characters at most."
                : $"The event id can have {longest} characters, '%' and ':' counted as three; {EventId.MaxLength} is the most.",
            "Take shorter columns, or declare their length.");
    }

    private static IEnumerable<IdPart> Parts(MappedDatabase db) =>
        from use in EventWalk.Mapped(db.Mapping).SelectMany(ColumnWalk.IdColumns)
            .Concat(EventWalk.Feeds(db.Mapping).Select(FeedId))
            .Append(new ColumnUse(db.Mapping.People.Table, db.Mapping.People.Id, "people.id"))
        let table = db.Find(use.Table)
        let column = table?.Find(use.Column.Name)
        where column is not null
        select new IdPart(use, table, column);

    private static ColumnUse FeedId(EventUse<Feed> use) => new(use.Event.Table, use.Event.Id, $"{use.Path}.id");

    private static string TypeOf(CatalogColumn column) =>
        column.DeclaredType.Length == 0 ? "of no declared type" : $"of the type {column.DeclaredType}";
}
