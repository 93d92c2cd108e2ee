using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>Reads of other tables as JSON, by the values of key columns.</summary>
/// <param name="plan">The mapping and its tables.</param>
/// <param name="most">Characters of a value that are read.</param>
internal sealed class SqliteRelated(CapturePlan plan, int most = LongValues.OfEvents)
{
    private const string There = "t";

    /// <summary>
    /// The module of a capture. Parameter <c>@rows</c>: <c>[{"MessageId":1,"Captured":{"COLUMN":value,…}}]</c>; columns
    /// <c>MessageId, Related</c>.
    /// </summary>
    public GeneratedModule Write(RelatedParts parts)
    {
        string Fed(string column) => $"json_extract(r.value, {JsonPath("Captured", column)})";

        var members = new List<(string, string)>();
        if (parts.Person is { } person)
        {
            members.Add(("person", One(person.Table, person.On, Fed, PersonObject(person))));
        }

        if (parts.Lookups.Count > 0)
        {
            members.Add(("lookups", Lookups(parts.Lookups, Fed)));
        }

        if (parts.Each.Count > 0)
        {
            members.Add(("each", Object(parts.Each.Select(e => (e.Name, Each(e, Fed))))));
        }

        if (parts.View is { } view)
        {
            members.Add(("view", View(view, Fed)));
        }

        return new GeneratedModule(parts.ModuleName, $"""
            SELECT
                json_extract(r.value, '$.MessageId') AS MessageId,
            {Indent(Object(members))} AS Related
            FROM json_each(@rows) AS r
            """);
    }

    /// <summary>Looked-up values by property: <c>{"NAME":{"value":…,"currency":…,"region":…}}</c>.</summary>
    public string Lookups(IEnumerable<LookupProperty> lookups, Func<string, string> here) => Object(lookups.Select(l =>
    {
        var value = Object(new[] { ("value", l.Lookup.Column), ("currency", l.Conversion.Currency?.Column), ("region", l.Conversion.Region?.Column) }
            .Where(part => part.Item2 is not null)
            .Select(part => (part.Item1, Raw(Column(There, part.Item2!.Name), most))));
        return (l.Name, One(l.Lookup.Table, l.Lookup.On, here, value));
    }));

    /// <summary>The row of a view, without the columns that join it.</summary>
    public string View(ViewReference view, Func<string, string> here)
    {
        var joined = view.On.Select(j => j.There.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var columns = plan.Table(view.View.Name).Columns.Select(c => c.Name).Where(c => !joined.Contains(c));
        return One(view.View, view.On, here, Object(There, columns, most));
    }

    private string PersonObject(Lookup person)
    {
        var table = plan.Table(person.Table.Name);
        var key = SqliteCanonical.Key(table, There, person.Column.Name);
        var guests = plan.Mapping.People.Guests;
        return Object(CapturedColumns.HasGuests(person.Table.Name, person.Column, guests)
            ? [("key", key), ("guest_email", Raw(Column(There, guests!.Email.Name)))]
            : [("key", key)]);
    }

    private string Each(EachProperty each, Func<string, string> here)
    {
        var table = plan.Table(each.Table.Name);
        var own = each.Properties.OfType<ColumnProperty>()
            .SelectMany(p => CapturedColumns.OfConversion(p.Conversion).Select(c => c.Column).Prepend(p.Column.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        var lookups = each.Properties.OfType<LookupProperty>().ToList();
        var members = new List<(string, string)> { ("row", Object(There, own, most)) };
        if (lookups.Count > 0)
        {
            // The inner row is named apart: a lookup of the same alias would hide it.
            members[0] = ("row", Object("line", own, most));
            members.Add(("lookups", Lookups(lookups, column => Column("line", column))));
        }

        var alias = lookups.Count > 0 ? "line" : There;
        var order = OrderBy(table, alias);
        return $"""
            (
                SELECT json_group_array(json(o.j))
                FROM (
                    SELECT {Nested(Object(members), 2)} AS j
                    FROM {Name(each.Table.Name)} AS {alias}
                    WHERE {Match(each.On, here, alias)}{order}
                ) AS o
            )
            """;
    }

    private static string One(TableReference table, IReadOnlyList<Join> on, Func<string, string> here, string json) => $"""
        json((
            SELECT {Nested(json, 1)}
            FROM {Name(table.Name)} AS {There}
            WHERE {Match(on, here, There)}
            LIMIT 1
        ))
        """;

    private static string Match(IReadOnlyList<Join> on, Func<string, string> here, string alias) =>
        string.Join(" AND ", on.Select(j => $"{Column(alias, j.There.Name)} = {here(j.Here.Name)}"));

    private static string OrderBy(CatalogTable table, string alias) => table.PrimaryKey.Count == 0
        ? table.IsView ? "" : $"\n        ORDER BY {alias}.rowid"
        : $"\n        ORDER BY {string.Join(", ", table.PrimaryKey.Select(c => Column(alias, c)))}";

    private static string Nested(string text, int levels) =>
        Enumerable.Range(0, levels).Aggregate(text, (t, _) => t.Replace("\n", "\n    ", StringComparison.Ordinal));
}
