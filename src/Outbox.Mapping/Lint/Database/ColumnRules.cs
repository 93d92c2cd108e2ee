using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Database;

/// <summary>The columns that the mapping names.</summary>
internal static class ColumnRules
{
    public static IEnumerable<Finding> ColumnsExist(MappedDatabase db) =>
        from use in ColumnWalk.All(db.Mapping)
        let table = db.Find(use.Table)
        where table is not null && table.Find(use.Column.Name) is null
        select Finding.Error(
            DatabaseLintCodes.UnknownColumn, use.Column.At, use.Path, $"{use.Path}: {use.Table.Name} has no column {use.Column.Name.Quoted()}.",
            NearestName.Mend(use.Column.Name, table.Columns.Select(c => c.Name), Listing(table)));

    public static IEnumerable<Finding> ViewColumnsExist(MappedDatabase db) =>
        from use in PropertyWalk.All(db.Mapping)
        where use.IsOfView && use.Column is not null && IsJoined(db, use)
        select Finding.Error(
            DatabaseLintCodes.UnknownColumn, use.At, use.Path, $"The column {use.Name.Quoted()} joins the view, so that it is no {use.Noun}.",
            "Take it out of `columns`.");

    public static IEnumerable<Finding> ColumnsCanBeCaptured(MappedDatabase db) =>
        from use in ColumnWalk.All(db.Mapping)
        let column = db.Find(use.Table, use.Column)
        where column is { Kind: ColumnKind.Unsupported }
        select Finding.Error(
            DatabaseLintCodes.UnsupportedColumn, use.Column.At, use.Path,
            $"{use.Table.Name}.{column.Name} is of the type {column.DeclaredType}, which cannot be captured.",
            "Take it through a view that casts it, or leave it out.");

    /// <summary>
    /// A login without UNMASK would send <c>aXXX@XXXX.com</c>, and a trigger sees what the writer may see; an encrypted column
    /// is opened by its clients alone.
    /// </summary>
    public static IEnumerable<Finding> ValuesAreOpen(MappedDatabase db) =>
        from use in ColumnWalk.All(db.Mapping)
        let column = db.Find(use.Table, use.Column)
        where column is { Obstacle: not null }
        select Finding.Error(
            DatabaseLintCodes.HiddenColumn, use.Column.At, use.Path, $"{use.Table.Name}.{column.Name} is {column.Obstacle}: its values would go out so.",
            "Leave it out, or keep a copy of it that is open to the outbox.");

    public static IEnumerable<Finding> TimesAreTimes(MappedDatabase db)
    {
        var mapped = EventWalk.Mapped(db.Mapping).Where(e => e.Event.OccurredAt is not null).Select(e => (e.Event.From, OccurredAt: e.Event.OccurredAt!, e.Path));
        var feeds = EventWalk.Feeds(db.Mapping).Select(f => (From: f.Event.Table, f.Event.OccurredAt, f.Path));
        return from use in mapped.Concat(feeds)
               let column = db.Find(use.From, use.OccurredAt.Column)
               where column is not null && !Kinds.CanConvert(column.Kind, ConversionKind.Timestamp)
               select Finding.Error(
                   DatabaseLintCodes.ConversionType, use.OccurredAt.Column.At, $"{use.Path}.occurred_at",
                   $"{use.From.Name}.{column.Name} is of the type {column.DeclaredType}, which tells no point in time.",
                   "Name a column with a date and time; a number of seconds needs a view that converts it.");
    }

    public static IEnumerable<Finding> ConversionsFit(MappedDatabase db) =>
        from use in PropertyWalk.All(db.Mapping)
        let conversion = use.Conversion?.Kind ?? ConversionKind.Auto
        let column = use.Column is { } named ? db.Find(use.ValueTable, named) : null
        where column is not null && !Kinds.CanConvert(column.Kind, conversion)
        select Finding.Error(
            DatabaseLintCodes.ConversionType, use.At, use.Path,
            $"`as: {conversion.ToString().ToLowerInvariant()}` cannot be made of {use.ValueTable.Name}.{column.Name}, which is of the type {column.DeclaredType}.",
            "Choose another conversion or column, or convert it in a view.");

    public static IEnumerable<Finding> LiteralsFit(MappedDatabase db) =>
        from use in TestWalk.All(db.Mapping)
        let column = db.Find(use.Table, use.Column)
        where column is not null && use.Test is IsOneOf
        from literal in ((IsOneOf)use.Test).Values
        where !Kinds.CanCompare(column.Kind, literal, db.Catalog.Engine)
        select Finding.Error(
            DatabaseLintCodes.LiteralType, use.Column.At, use.Path,
            $"{use.Table.Name}.{column.Name} is of the type {column.DeclaredType} and cannot be compared with {(literal.IsNumber ? literal.Text : literal.Text.Quoted())}.",
            literal.IsNumber ? $"Quote it: '{literal.Text}'." : "Write a value that the column can hold; dates as yyyy-MM-dd.");

    private static bool IsJoined(MappedDatabase db, PropertyUse use)
    {
        var views = EventWalk.Mapped(db.Mapping).Select(e => e.Event.View).Append(db.Mapping.People.View).OfType<ViewReference>();
        return views.Any(v => v.Columns.Contains(use.Property) && v.On.Any(j => string.Equals(j.There.Name, use.Name, StringComparison.OrdinalIgnoreCase)));
    }

    private static string Listing(CatalogTable table)
    {
        const int most = 12;
        var names = string.Join(", ", table.Columns.Take(most).Select(c => c.Name));
        return $"It has {names}{(table.Columns.Count > most ? ", …" : "")}.";
    }
}
