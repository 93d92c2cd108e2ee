using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Database;

/// <summary>The tables and views that the mapping names.</summary>
internal static class TableRules
{
    private const string OwnName = "outbox";

    public static IEnumerable<Finding> TablesExist(MappedDatabase db) =>
        from use in TableWalk.All(db.Mapping)
        where db.Find(use.Table) is null && !IsOwn(use.Table.Name)
        select Finding.Error(
            DatabaseLintCodes.UnknownTable, use.Table.At, use.Path, $"{use.Path}: the database has no table or view {use.Table.Name.ToString().Quoted()}.",
            Mend(db, use.Table.Name));

    public static IEnumerable<Finding> WatchedTablesAreTables(MappedDatabase db) =>
        from use in TableWalk.All(db.Mapping)
        where use.IsWatched && db.Find(use.Table) is { IsView: true }
        select Finding.Error(
            DatabaseLintCodes.NotATable, use.Table.At, use.Path, $"{use.Table.Name.ToString().Quoted()} is a view, and a view's writes cannot be captured.",
            "Name the table under it; computed values come by `view:`.");

    public static IEnumerable<Finding> EventTablesHaveAKey(MappedDatabase db) =>
        from use in EventWalk.Events(db.Mapping)
        where db.Find(use.Event.Table) is { IsView: false, PrimaryKey.Count: 0 }
        select new Finding(
            DatabaseLintCodes.NoPrimaryKey, db.Strict, use.Event.Table.At, $"{use.Path}.table",
            $"The table {use.Event.Table.Name.ToString().Quoted()} has no primary key, so that a row before and after an update cannot be told to be one.",
            "Give it a primary key.");

    /// <summary>
    /// Ownership chaining covers objects of one owner (Microsoft Learn, "Ownership chains"): a trigger on another owner's table
    /// could not write to the outbox, nor a procedure read it. A memory-optimised table is read, but takes natively compiled
    /// triggers alone, which reach no other kind of table.
    /// </summary>
    public static IEnumerable<Finding> TablesCanBeReached(MappedDatabase db) =>
        from use in TableWalk.All(db.Mapping)
        let table = db.Find(use.Table)
        where table is { Obstacle: not null } && (use.IsWatched || IsOwned(table.Obstacle!))
        select Finding.Error(
            DatabaseLintCodes.UnreachableTable, use.Table.At, use.Path, $"{use.Table.Name.ToString().Quoted()} is {table.Obstacle}.",
            IsOwned(table.Obstacle!)
                ? $"Give it the outbox's owner: ALTER AUTHORIZATION ON OBJECT::{table.Name} TO SCHEMA OWNER, with a schema that dbo owns."
                : "Write the fact to an ordinary table as well, and map that one.");

    private static bool IsOwned(string obstacle) => obstacle.StartsWith("owned by", StringComparison.Ordinal);

    public static IEnumerable<Finding> SchemasAreTold(MappedDatabase db)
    {
        if (!db.IsSqlite)
            return [];
        return from same in TableWalk.All(db.Mapping).GroupBy(use => use.Table.Name.Name, StringComparer.OrdinalIgnoreCase)
               from other in same.DistinctBy(use => Schema(use.Table.Name), StringComparer.OrdinalIgnoreCase).Skip(1)
               select Finding.Error(
                   DatabaseLintCodes.SchemaCollision, other.Table.At, other.Path,
                   $"{other.Table.Name.ToString().Quoted()} and {same.First().Table.Name.ToString().Quoted()} are one table on SQLite, which has no schemas.",
                   "Rename one of the tables, or write the same schema in both places.");
    }

    public static IEnumerable<Finding> OutboxIsNotMapped(MappedDatabase db) =>
        from use in TableWalk.All(db.Mapping)
        where IsOwn(use.Table.Name)
        select Finding.Error(
            DatabaseLintCodes.OwnTable, use.Table.At, use.Path, $"{use.Table.Name.ToString().Quoted()} belongs to the outbox itself.",
            "Map the shop's tables only.");

    private static string Mend(MappedDatabase db, TableName wanted)
    {
        var names = db.Catalog.Tables.Where(t => !IsOwn(t.Name)).Select(t => t.Name).ToList();
        if (names.Find(n => string.Equals(n.Name, wanted.Name, StringComparison.OrdinalIgnoreCase)) is { } elsewhere)
            return $"Did you mean {elsewhere.ToString().Quoted()}?";
        if (NearestName.Of(wanted.Name, names.Select(n => n.Name)) is { } near)
            return $"Did you mean {names.First(n => n.Name == near).ToString().Quoted()}?";
        return names.Count == 0
            ? "The database shows no tables at all: is it the right one, and may this user see them?"
            : "Correct the name, or create the table before the outbox.";
    }

    private static string Schema(TableName name) => name.Schema ?? "dbo";

    private static bool IsOwn(TableName name) =>
        name.Name.StartsWith(OwnName + "_", StringComparison.OrdinalIgnoreCase)
        || string.Equals(name.Schema, OwnName, StringComparison.OrdinalIgnoreCase);
}
