using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Database;

/// <summary>What must match, and how many rows may.</summary>
internal static class JoinRules
{
    public static IEnumerable<Finding> MatchesAreUnique(MappedDatabase db) =>
        from use in JoinWalk.All(db.Mapping)
        where use.MatchesOne
        let table = db.Find(use.There)

        // A view declares no keys.
        where table is { IsView: false } && use.On.All(j => table.Find(j.There.Name) is not null)
            && !table.IsUnique(use.On.Select(j => j.There.Name))
        select Finding.Error(
            DatabaseLintCodes.NotUnique, use.On[0].There.At, use.Path,
            $"Several rows of {use.There.Name} can have the same {string.Join(", ", use.On.Select(j => j.There.Name))}, and one is looked up.",
            "Match a primary key or a unique index; where one of several rows is meant, let a view choose it.");

    public static IEnumerable<Finding> PeopleHaveOneRow(MappedDatabase db)
    {
        var people = db.Mapping.People;
        if (db.Find(people.Table) is not { IsView: false } table || table.Find(people.Id.Name) is null || table.IsUnique([people.Id.Name]))
            yield break;
        yield return Finding.Error(
            DatabaseLintCodes.NotUnique, people.Id.At, "people.id",
            $"Several rows of {people.Table.Name} can have the same {people.Id.Name}, and a person has one.",
            "Take the primary key or a column with a unique index.");
    }

    public static IEnumerable<Finding> ObjectsHaveOneRow(MappedDatabase db) =>
        from mapped in db.Mapping.Objects
        let table = db.Find(mapped.Table)
        where table is { IsView: false } && table.Find(mapped.Id.Name) is not null && !table.IsUnique([mapped.Id.Name])
        select Finding.Error(
            DatabaseLintCodes.NotUnique, mapped.Id.At, $"objects.{mapped.Name}.id",
            $"Several rows of {mapped.Table.Name} can have the same {mapped.Id.Name}, and an object has one.",
            "Take the primary key or a column with a unique index.");

    public static IEnumerable<Finding> SidesCanMatch(MappedDatabase db) =>
        from use in JoinWalk.All(db.Mapping)
        from pair in use.On
        from finding in Compare(db, (use.Here, pair.Here), (use.There, pair.There), use.Path)
        select finding;

    public static IEnumerable<Finding> PersonsCanMatch(MappedDatabase db) =>
        from use in PersonWalk.All(db.Mapping)
        from finding in Compare(db, (use.Table, use.Column), (db.Mapping.People.Table, db.Mapping.People.Id), use.Path)
        select finding;

    private static IEnumerable<Finding> Compare(
        MappedDatabase db, (TableReference Table, ColumnReference Column) here, (TableReference Table, ColumnReference Column) there, string path)
    {
        if (db.Find(here.Table, here.Column) is not { } a || db.Find(there.Table, there.Column) is not { } b || Kinds.CanMatch(a.Kind, b.Kind))
            yield break;
        yield return Finding.Error(
            DatabaseLintCodes.KeyType, here.Column.At, path,
            $"{here.Table.Name}.{a.Name} ({a.DeclaredType}) and {there.Table.Name}.{b.Name} ({b.DeclaredType}) are never equal.",
            "Match columns that hold the same key.");
    }
}
