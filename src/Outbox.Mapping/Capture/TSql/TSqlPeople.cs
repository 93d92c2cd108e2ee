using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>The read of people as they are now.</summary>
internal static class TSqlPeople
{
    /// <summary>The procedure's name.</summary>
    public const string ModuleName = "ReadPeople";

    /// <summary>
    /// <c>outbox.ReadPeople @Keys</c>: sets <c>people</c> (StoredKey, IsIncluded, IsDeleted and the mapped columns),
    /// <c>lookups:NAME</c>, <c>view</c>.
    /// </summary>
    public static GeneratedModule Write(CapturePlan plan) => Module(ModuleName, "People", Reads(plan));

    /// <summary>The name of the procedure that reads people without their attributes.</summary>
    public const string StatesModule = "ReadPeopleStates";

    /// <summary><c>outbox.ReadPeopleStates @Keys</c>: the same without the attributes, for people whose attributes cannot be read.</summary>
    public static GeneratedModule WriteStates(CapturePlan plan) => Module(StatesModule, "People's states", ReadStates(plan));

    /// <summary>The statements that read people without their attributes, from a table <c>@Keys ([Key])</c>.</summary>
    public static IReadOnlyList<string> ReadStates(CapturePlan plan)
    {
        var people = plan.Mapping.People;
        return Reads(plan, people.Table, people.Id, people.Where, people.Deleted, [], null);
    }

    /// <summary><c>outbox.ReadObjects_NAME @Keys</c>: the same of an object's rows.</summary>
    public static GeneratedModule Write(CapturePlan plan, MappedObject mapped) => Module(
        ObjectsModule(mapped.Name),
        "Objects",
        Reads(plan, mapped.Table, mapped.Id, mapped.Where, null, mapped.Attributes, mapped.View));

    /// <summary>The name of the procedure that reads objects.</summary>
    public static string ObjectsModule(string name) => "ReadObjects_" + name;

    /// <summary>The statements that read people, from a table <c>@Keys ([Key])</c>.</summary>
    public static IReadOnlyList<string> Reads(CapturePlan plan)
    {
        var people = plan.Mapping.People;
        return Reads(plan, people.Table, people.Id, people.Where, people.Deleted, people.Attributes, people.View);
    }

    private static GeneratedModule Module(string name, string what, IReadOnlyList<string> reads) => new TSqlProcedure(
        name,
        "@Keys outbox.KeyList READONLY",
        [
            $"{what} as they are now, by the texts of their keys. Every set's first column says by its name what it",
            "is and by its value which key it belongs to; a key that nobody has is in none.",
        ],
        TSqlProcedure.ReadLocks,
        "Nothing is changed.",
        reads)
    {
        LockTimeout = TSqlProcedure.ShortWait,
    }.Write();

    private static IReadOnlyList<string> Reads(
        CapturePlan plan,
        TableReference from,
        ColumnReference key,
        IReadOnlyList<Filter> where,
        Deletion? deleted,
        IReadOnlyList<Property> attributes,
        ViewReference? view)
    {
        var table = plan.Table(from.Name);
        var conditions = new TSqlConditions(table);
        var id = Declared(table, key.Name);
        var own = attributes.OfType<ColumnProperty>()
            .SelectMany(a => CapturedColumns.OfConversion(a.Conversion).Select(c => c.Column).Prepend(a.Column.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase);

        // Each key is converted once, and not once a row that it is compared with, whatever the order of the join.
        var keys = $"(SELECT [Key], {TSqlMatch.Key("[Key]", id)} AS Id FROM @Keys) AS k";
        var source = $"{keys}\nINNER JOIN {Name(table.Name)} AS p ON p.{Name(id.Name)} = k.Id";
        var parts = new TSqlParts(plan, source, "k.[Key]", column => Column(table, "p", column), column => Declared(table, column), LongValues.OfAttributes);
        List<string> columns =
        [
            "k.[Key] AS people",
            $"{TSqlCanonical.Key(table, "p", id.Name)} AS StoredKey",
            $"{TSqlConditions.Flag(conditions.Where(where, "p"))} AS IsIncluded",
            $"{TSqlConditions.Flag(IsDeleted(deleted, conditions))} AS IsDeleted",
            .. own.Select(c => TSqlParts.Named(table, "p", c, LongValues.OfAttributes)),
        ];
        return
        [
            $"SELECT\n{Indent(string.Join(",\n", columns))}\nFROM {source};",
            .. attributes.OfType<LookupProperty>().Select(parts.Lookup),
            .. view is not null ? [parts.View(view)] : Array.Empty<string>(),
        ];
    }

    private static Predicate IsDeleted(Deletion? deleted, TSqlConditions conditions) => deleted is { When: var when }
        ? conditions.Passes("p", when.Column, when.To)
        : Predicate.Never;
}
