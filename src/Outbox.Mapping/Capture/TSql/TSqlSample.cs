using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>Small looks at what the shop's tables hold.</summary>
internal static class TSqlSample
{
    /// <summary>The commonest values of a column among the last rows, so that a large table is not read through; a column <c>Value</c>.</summary>
    public static string Values(CatalogTable table, string column)
    {
        var order = table.PrimaryKey.Count == 0 ? "" : $" ORDER BY {string.Join(", ", table.PrimaryKey.Select(c => Column(table, "t", c) + " DESC"))}";
        return $"""
            SELECT TOP (20) x.Value
            FROM
            (
                SELECT TOP (10000) {Column(table, "t", column)} AS Value
                FROM {Name(table.Name)} AS t{order}
            ) AS x
            WHERE x.Value IS NOT NULL
            GROUP BY x.Value
            ORDER BY COUNT(*) DESC, x.Value;
            """;
    }

    /// <summary>
    /// One row: <c>Addresses</c> that several people have, and how many <c>People</c> these are. Those who are not sent are
    /// not counted. Null where the e-mail is no column of the people table.
    /// </summary>
    public static string? SharedEmails(CapturePlan plan)
    {
        var people = plan.Mapping.People;
        if (people.Attributes.OfType<ColumnProperty>().FirstOrDefault(a => a.Name == "email") is not { } email)
        {
            return null;
        }

        var table = plan.Table(people.Table.Name);
        var conditions = new TSqlConditions(table);
        var column = Column(table, "p", email.Column.Name);
        var terms = conditions.Where(people.Where, "p").Terms.Prepend($"{column} > ''");
        if (people.Deleted is { When: var when })
        {
            terms = terms.Append($"{TSqlConditions.Flag(conditions.Passes("p", when.Column, when.To))} = 0");
        }

        return $"""
            SELECT COUNT_BIG(*) AS Addresses, COALESCE(SUM(x.People), 0) AS People
            FROM
            (
                SELECT COUNT_BIG(*) AS People
                FROM {Name(table.Name)} AS p
                WHERE {string.Join("\n      AND ", terms)}
                GROUP BY LOWER(LTRIM(RTRIM({column})))
                HAVING COUNT_BIG(*) > 1
            ) AS x;
            """;
    }
}
