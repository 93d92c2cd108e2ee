using Outbox.Mapping.Capture.Sqlite;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture;

/// <summary>Writes the query for people who share an e-mail: how many, and the lowest and the highest of their keys, never the address.</summary>
public static class SharedEmails
{
    /// <summary>The attribute that Customer.io takes for the address.</summary>
    public const string Attribute = "email";

    /// <summary>The query, with a parameter <c>@atMost</c>.</summary>
    /// <param name="people">The mapping's people.</param>
    /// <param name="catalog">The tables as they are.</param>
    /// <returns>Null where no column of the people's table is the attribute.</returns>
    public static string? Write(People people, DatabaseCatalog catalog)
    {
        var email = people.Attributes.OfType<ColumnProperty>().FirstOrDefault(p => p.Name == Attribute);
        if (email is null || catalog.Find(people.Table.Name) is not { } table
            || table.Find(email.Column.Name) is not { Obstacle: null } column || table.Find(people.Id.Name) is not { } key)
        {
            return null;
        }

        return catalog.Engine == Engine.Sqlite ? WriteSqlite(people, table, key.Name, column.Name) : WriteTSql(people, table, key.Name, column.Name);
    }

    private static string WriteSqlite(People people, CatalogTable table, string key, string email)
    {
        var conditions = new SqliteConditions(table).Where(people.Where, "p").Terms;
        var address = $"trim({SqliteText.Column("p", email)})";
        var id = SqliteText.Column("p", key);
        return $"""
            SELECT COUNT(*) AS People, CAST(MIN({id}) AS TEXT) AS FirstKey, CAST(MAX({id}) AS TEXT) AS LastKey
            FROM {SqliteText.Name(table.Name)} AS p
            WHERE {string.Join(" AND ", conditions.Prepend($"{address} <> ''"))}
            GROUP BY lower({address})
            HAVING COUNT(*) > 1
            ORDER BY COUNT(*) DESC, 2
            LIMIT @atMost;
            """;
    }

    private static string WriteTSql(People people, CatalogTable table, string key, string email)
    {
        var conditions = new TSqlConditions(table).Where(people.Where, "p").Terms;
        var address = $"LTRIM(RTRIM({TSqlText.Column(table, "p", email)}))";
        var id = TSqlText.Column(table, "p", key);
        return $"""
            SELECT TOP (@atMost) COUNT_BIG(*) AS People, CONVERT(nvarchar(400), MIN({id})) AS FirstKey, CONVERT(nvarchar(400), MAX({id})) AS LastKey
            FROM {TSqlText.Name(table.Name)} AS p
            WHERE {string.Join(" AND ", conditions.Prepend($"{address} <> N''"))}
            GROUP BY LOWER({address})
            HAVING COUNT_BIG(*) > 1
            ORDER BY COUNT_BIG(*) DESC, MIN({id});
            """;
    }
}
