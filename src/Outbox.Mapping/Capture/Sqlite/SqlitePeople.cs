using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>The read of people as they are now.</summary>
internal static class SqlitePeople
{
    /// <summary>The module's name.</summary>
    public const string ModuleName = "ReadPeople";

    /// <summary>
    /// Parameter <c>@keys</c>: a JSON array of key texts; columns
    /// <c>RequestedKey, StoredKey, IsIncluded, IsDeleted, Json</c>.
    /// </summary>
    public static GeneratedModule Write(CapturePlan plan)
    {
        var people = plan.Mapping.People;
        var table = plan.Table(people.Table.Name);
        var kind = KindOf(table, people.Id.Name);
        var id = Column("p", people.Id.Name);
        var related = new SqliteRelated(plan);
        var conditions = new SqliteConditions(table);
        var own = people.Attributes.OfType<ColumnProperty>()
            .SelectMany(a => CapturedColumns.OfConversion(a.Conversion).Select(c => c.Column).Prepend(a.Column.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        var lookups = people.Attributes.OfType<LookupProperty>().ToList();
        string Here(string column) => Column("p", column);

        var members = new List<(string, string)> { ("row", Object("p", own)) };
        if (lookups.Count > 0)
        {
            members.Add(("lookups", SqliteRelated.Lookups(lookups, Here)));
        }

        if (people.View is { } view)
        {
            members.Add(("view", related.View(view, Here)));
        }

        // A GUID's key is in lower case; the table may hold either. Both forms can use the index.
        var match = kind == ColumnKind.Guid ? $"{id} IN (k.value, upper(k.value))" : $"{id} = k.value";
        return new GeneratedModule(ModuleName, $"""
            SELECT
                k.value AS RequestedKey,
                {SqliteCanonical.Key(table, "p", people.Id.Name)} AS StoredKey,
                {SqliteConditions.Flag(conditions.Where(people.Where, "p"))} AS IsIncluded,
                {SqliteConditions.Flag(IsDeleted(people, conditions))} AS IsDeleted,
            {Indent(Object(members))} AS Json
            FROM json_each(@keys) AS k
            INNER JOIN {Name(people.Table.Name)} AS p ON {match}
            """);
    }

    private static Predicate IsDeleted(People people, SqliteConditions conditions) => people.Deleted is { When: var when }
        ? conditions.Passes("p", when.Column, when.To)
        : Predicate.Never;
}
