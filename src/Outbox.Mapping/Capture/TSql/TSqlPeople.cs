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
    public static GeneratedModule Write(CapturePlan plan) => new TSqlProcedure(
        ModuleName,
        "@Keys outbox.KeyList READONLY",
        [
            "People as they are now, by the texts of their keys. Every set's first column says by its name what it",
            "is and by its value which key it belongs to; a key that nobody has is in none.",
        ],
        TSqlProcedure.ReadLocks,
        "Nothing is changed.",
        Reads(plan)).Write();

    /// <summary>The statements that read, from a table <c>@Keys ([Key])</c>.</summary>
    public static IReadOnlyList<string> Reads(CapturePlan plan)
    {
        var people = plan.Mapping.People;
        var table = plan.Table(people.Table.Name);
        var conditions = new TSqlConditions(table);
        var id = Declared(table, people.Id.Name);
        var own = people.Attributes.OfType<ColumnProperty>()
            .SelectMany(a => CapturedColumns.OfConversion(a.Conversion).Select(c => c.Column).Prepend(a.Column.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        var source = $"@Keys AS k\nINNER JOIN {Name(table.Name)} AS p ON p.{Name(id.Name)} = {TSqlMatch.Key("k.[Key]", id)}";
        var parts = new TSqlParts(plan, source, "k.[Key]", column => Column(table, "p", column), column => Declared(table, column));
        List<string> columns =
        [
            "k.[Key] AS people",
            $"{TSqlCanonical.Key(table, "p", id.Name)} AS StoredKey",
            $"{TSqlConditions.Flag(conditions.Where(people.Where, "p"))} AS IsIncluded",
            $"{TSqlConditions.Flag(IsDeleted(people, conditions))} AS IsDeleted",
            .. own.Select(c => Column(table, "p", c)),
        ];
        return
        [
            $"SELECT\n{Indent(string.Join(",\n", columns))}\nFROM {source};",
            .. people.Attributes.OfType<LookupProperty>().Select(parts.Lookup),
            .. people.View is { } view ? [parts.View(view)] : Array.Empty<string>(),
        ];
    }

    private static Predicate IsDeleted(People people, TSqlConditions conditions) => people.Deleted is { When: var when }
        ? conditions.Passes("p", when.Column, when.To)
        : Predicate.Never;
}
