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
        return Write(plan, ModuleName, people.Table, people.Id, people.Where, people.Deleted, people.Attributes, people.View);
    }

    /// <summary>The name of the module that reads people without their attributes.</summary>
    public const string StatesModule = "ReadPeopleStates";

    /// <summary>The same without the attributes, for people whose attributes cannot be read; <c>Json</c> is an empty object.</summary>
    public static GeneratedModule WriteStates(CapturePlan plan)
    {
        var people = plan.Mapping.People;
        return Write(plan, StatesModule, people.Table, people.Id, people.Where, people.Deleted, [], null);
    }

    /// <summary>The same of an object's rows.</summary>
    public static GeneratedModule Write(CapturePlan plan, MappedObject mapped) => Write(
        plan, ObjectsModule(mapped.Name), mapped.Table, mapped.Id, mapped.Where, null, mapped.Attributes, mapped.View);

    /// <summary>The name of the module that reads objects.</summary>
    public static string ObjectsModule(string name) => "ReadObjects_" + name;

    private static GeneratedModule Write(
        CapturePlan plan,
        string module,
        TableReference from,
        ColumnReference key,
        IReadOnlyList<Filter> where,
        Deletion? deleted,
        IReadOnlyList<Property> attributes,
        ViewReference? view)
    {
        var table = plan.Table(from.Name);
        var kind = KindOf(table, key.Name);
        var id = Column("p", key.Name);
        var related = new SqliteRelated(plan, LongValues.OfAttributes);
        var conditions = new SqliteConditions(table);
        var own = attributes.OfType<ColumnProperty>()
            .SelectMany(a => CapturedColumns.OfConversion(a.Conversion).Select(c => c.Column).Prepend(a.Column.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        var lookups = attributes.OfType<LookupProperty>().ToList();
        string Here(string column) => Column("p", column);

        var members = new List<(string, string)> { ("row", Object("p", own, LongValues.OfAttributes)) };
        if (lookups.Count > 0)
        {
            members.Add(("lookups", related.Lookups(lookups, Here)));
        }

        if (view is not null)
        {
            members.Add(("view", related.View(view, Here)));
        }

        // A GUID's key is in lower case; the table may hold either. Both forms can use the index.
        var match = kind == ColumnKind.Guid ? $"{id} IN (k.value, upper(k.value))" : $"{id} = k.value";
        return new GeneratedModule(module, $"""
            SELECT
                k.value AS RequestedKey,
                {SqliteCanonical.Key(table, "p", key.Name)} AS StoredKey,
                {SqliteConditions.Flag(conditions.Where(where, "p"))} AS IsIncluded,
                {SqliteConditions.Flag(IsDeleted(deleted, conditions))} AS IsDeleted,
            {Indent(Object(members))} AS Json
            FROM json_each(@keys) AS k
            INNER JOIN {Name(from.Name)} AS p ON {match}
            """);
    }

    private static Predicate IsDeleted(Deletion? deleted, SqliteConditions conditions) => deleted is { When: var when }
        ? conditions.Passes("p", when.Column, when.To)
        : Predicate.Never;
}
