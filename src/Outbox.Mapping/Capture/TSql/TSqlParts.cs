using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>
/// Reads of other tables, one result set each. The first column's name says the part, its value the row that a line
/// belongs to; the other columns are the part's values.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="source">What follows FROM: the rows that something is read for.</param>
/// <param name="id">The expression of the row that a line belongs to.</param>
/// <param name="here">The expression of a column of the row at hand.</param>
/// <param name="declared">The row's column.</param>
/// <param name="most">Characters of a value that are read.</param>
internal sealed class TSqlParts(
    CapturePlan plan, string source, string id, Func<string, string> here, Func<string, CatalogColumn> declared, int most = LongValues.OfEvents)
{
    private const string There = "t";

    /// <summary>The looked-up person: key, and the e-mail where it may be a guest.</summary>
    public string Person(Lookup person)
    {
        var table = plan.Table(person.Table.Name);
        var guests = plan.Mapping.People.Guests;
        IEnumerable<string> values = [$"{TSqlCanonical.Key(table, There, person.Column.Name)} AS [key]"];
        if (CapturedColumns.HasGuests(person.Table.Name, person.Column, guests))
        {
            values = values.Append($"{Column(table, There, guests!.Email.Name)} AS guest_email");
        }

        return One("person", table, person.On, ["[key]", .. values.Skip(1).Select(_ => "guest_email")], values);
    }

    /// <summary>One looked-up property.</summary>
    public string Lookup(LookupProperty lookup)
    {
        var table = plan.Table(lookup.Lookup.Table.Name);
        var values = Values(lookup).ToList();
        return One($"lookups:{lookup.Name}", table, lookup.Lookup.On, values.Select(v => v.Name), values.Select(v => $"{Begin(table, There, v.Column, most)} AS {v.Name}"));
    }

    /// <summary>The row of a view, without the columns that join it.</summary>
    public string View(ViewReference view)
    {
        var table = plan.Table(view.View.Name);
        var joined = view.On.Select(j => j.There.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var columns = table.Columns.Where(c => !joined.Contains(c.Name)).ToList();
        return One(
            "view", table, view.On, columns.Select(c => Name(c.Name)), columns.Count == 0 ? ["1 AS found"] : columns.Select(c => Named(table, There, c.Name, most)));
    }

    /// <summary>The rows of another table that belong to the row at hand, with their lookups.</summary>
    public string Each(EachProperty each)
    {
        const string Line = "line";
        var table = plan.Table(each.Table.Name);
        var own = each.Properties.OfType<ColumnProperty>()
            .SelectMany(p => CapturedColumns.OfConversion(p.Conversion).Select(c => c.Column).Prepend(p.Column.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        var lookups = each.Properties.OfType<LookupProperty>().ToList();
        var columns = own.Select(c => Named(table, Line, c, most))
            .Concat(lookups.SelectMany(l => Values(l).Select(v => v.Name).Prepend("found").Select(v => $"{Alias(l)}.{v} AS {Name($"{l.Name}:{v}")}")))
            .Prepend($"{id} AS {Name($"each:{each.Name}")}");
        var applies = lookups.Select(l =>
        {
            var other = plan.Table(l.Lookup.Table.Name);
            return $"""

                OUTER APPLY
                (
                    SELECT TOP (1) 1 AS found, {string.Join(", ", Values(l).Select(v => $"{Begin(other, There, v.Column, most)} AS {v.Name}"))}
                    FROM {Name(other.Name)} AS {There}
                    WHERE {Match(other, l.Lookup.On, There, c => Column(table, Line, c), c => Declared(table, c))}
                ) AS {Alias(l)}
                """;
        });
        return $"""
            SELECT{List(columns)}
            FROM {source}
            INNER JOIN {Name(table.Name)} AS {Line} ON {Match(table, each.On, Line, here, declared)}{string.Concat(applies)}
            ORDER BY {string.Join(", ", table.PrimaryKey.Select(c => Column(table, Line, c)).Prepend(id))};
            """;

        static string Alias(LookupProperty lookup) => Name("lookup_" + lookup.Name);
    }

    /// <summary>A column under its own name; of one without a bound as much as is read.</summary>
    public static string Named(CatalogTable table, string alias, string column, int most) =>
        IsLong(Declared(table, column)) ? $"{Begin(table, alias, column, most)} AS {Name(Declared(table, column).Name)}" : Column(table, alias, column);

    /// <summary>A column, or the beginning of one without a bound.</summary>
    private static string Begin(CatalogTable table, string alias, string column, int most) => IsLong(Declared(table, column))
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SUBSTRING({Column(table, alias, column)}, 1, {most})")
        : Column(table, alias, column);

    // SUBSTRING takes characters and bytes, of the old types as well (Microsoft Learn, "SUBSTRING").
    private static bool IsLong(CatalogColumn column) => TSqlType.Of(column) is var type
        && ((type.IsMax && (type.Name is "nvarchar" or "varchar" or "varbinary")) || type.Name is "text" or "ntext" or "image");

    /// <summary>The parts of a looked-up value and their columns.</summary>
    private static IEnumerable<(string Name, string Column)> Values(LookupProperty lookup)
    {
        yield return ("value", lookup.Lookup.Column.Name);
        if (lookup.Conversion.Currency?.Column is { } currency)
        {
            yield return ("currency", currency.Name);
        }

        if (lookup.Conversion.Region?.Column is { } region)
        {
            yield return ("region", region.Name);
        }
    }

    /// <remarks>TOP (1): a view can have several rows where the mapping means one.</remarks>
    private string One(string part, CatalogTable table, IReadOnlyList<Join> on, IEnumerable<string> names, IEnumerable<string> values) => $"""
        SELECT{List(names.Select(n => $"x.{n}").Prepend($"{id} AS {Name(part)}"))}
        FROM {source}
        CROSS APPLY
        (
            SELECT TOP (1){List(values).Replace("\n", "\n    ", StringComparison.Ordinal)}
            FROM {Name(table.Name)} AS {There}
            WHERE {Match(table, on, There, here, declared)}
        ) AS x;
        """;

    private static string Match(
        CatalogTable table, IReadOnlyList<Join> on, string alias, Func<string, string> value, Func<string, CatalogColumn> column) =>
        string.Join(" AND ", on.Select(j =>
            $"{Column(table, alias, j.There.Name)} = {TSqlMatch.Value(value(j.Here.Name), column(j.Here.Name), Declared(table, j.There.Name))}"));
}
