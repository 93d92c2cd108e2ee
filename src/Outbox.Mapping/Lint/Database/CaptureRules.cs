using Outbox.Mapping.Capture;
using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Database;

/// <summary>What a trigger or a schedule keeps of a row.</summary>
internal static class CaptureRules
{
    /// <remarks>Columns of other tables are read without FOR JSON and may be called anything.</remarks>
    public static IEnumerable<Finding> CapturedColumnsHaveNoDot(MappedDatabase db)
    {
        if (db.IsSqlite)
            return [];
        var captured = Captured(db.Mapping)
            .Where(c => c.Column.Contains('.', StringComparison.Ordinal))
            .Select(c => (db.Find(c.From)?.Name, c.Column.ToUpperInvariant()))
            .ToHashSet();
        return from use in ColumnWalk.All(db.Mapping)
               let key = (db.Find(use.Table)?.Name, use.Column.Name.ToUpperInvariant())
               where captured.Contains(key)
               group use by key into uses
               let use = uses.First()
               select Finding.Error(
                   DatabaseLintCodes.DottedColumn, use.Column.At, use.Path,
                   $"The column {use.Column.Name.Quoted()} of {use.Table.Name} has a dot in its name, which FOR JSON takes for an object within the object.",
                   "Take it through a view that renames it.");
    }

    private static IEnumerable<(TableReference From, string Column)> Captured(MappingDocument mapping)
    {
        var guests = mapping.People.Guests;
        return mapping.MappedEvents.SelectMany(e => CapturedColumns.Of(e, guests).Select(c => (e.From, c.Column)))
            .Concat(mapping.Feeds.SelectMany(f => CapturedColumns.Of(f, guests).Select(c => (f.Table, c.Column))))
            .Concat(mapping.People.TouchedBy.SelectMany(t => CapturedColumns.Of(t.Person).Select(c => (t.Table, c.Column))));
    }
}
