using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>Small looks at what the shop's tables hold.</summary>
internal static class SqliteSample
{
    /// <summary>The commonest values of a column among the last rows, so that a large table is not read through; a column <c>Value</c>.</summary>
    public static string Values(CatalogTable table, string column)
    {
        var order = table.PrimaryKey.Count == 0 ? "" : $" ORDER BY {string.Join(", ", table.PrimaryKey.Select(c => Column("t", c) + " DESC"))}";
        return $"""
            SELECT CAST(x.Value AS TEXT) AS Value
            FROM (
                SELECT {Column("t", column)} AS Value
                FROM {Name(table.Name)} AS t{order}
                LIMIT 10000
            ) AS x
            WHERE x.Value IS NOT NULL
            GROUP BY x.Value
            ORDER BY COUNT(*) DESC, x.Value
            LIMIT 20
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
        var conditions = new SqliteConditions(table);
        var column = Column("p", email.Column.Name);
        var terms = conditions.Where(people.Where, "p").Terms.Prepend($"{column} > ''");
        if (people.Deleted is { When: var when })
        {
            terms = terms.Append($"({conditions.Passes("p", when.Column, when.To).Sql}) IS NOT TRUE");
        }

        return $"""
            SELECT COUNT(*) AS Addresses, COALESCE(SUM(x.People), 0) AS People
            FROM (
                SELECT COUNT(*) AS People
                FROM {Name(table.Name)} AS p
                WHERE {string.Join("\n      AND ", terms)}
                GROUP BY lower(trim({column}))
                HAVING COUNT(*) > 1
            ) AS x
            """;
    }
}
