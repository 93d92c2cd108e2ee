using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>Reads that look for people who share what must be one person's.</summary>
internal static class SqlitePeopleChecks
{
    private const string There = "t";

    /// <summary>People with one e-mail, compared as Customer.io does: trimmed and whatever the case.</summary>
    public static string SharedEmails(People people, DatabaseCatalog catalog, EmailSource source, int most)
    {
        var table = CapturePlan.Table(catalog, people.Table.Name);
        var key = SqliteCanonical.Key(table, "p", people.Id.Name);
        var email = Column(source.Other is null ? "p" : There, source.Column);
        var filter = new SqliteConditions(table).Where(people.Where, "p");
        return $"""
            SELECT MIN({key}) AS First, MAX({key}) AS Last, COUNT(DISTINCT {key}) AS People
            FROM {Name(people.Table.Name)} AS p{Joined(source.Other, source.On)}
            WHERE {string.Join(" AND ", [$"trim({email}) <> ''", .. filter.Terms])}
            GROUP BY lower(trim({email}))
            HAVING COUNT(DISTINCT {key}) > 1
            ORDER BY 3 DESC, 1
            LIMIT {most}
            """;
    }

    /// <summary>People of whom the view has several rows.</summary>
    public static string ViewRows(People people, DatabaseCatalog catalog, ViewReference view)
    {
        var key = SqliteCanonical.Key(CapturePlan.Table(catalog, people.Table.Name), "p", people.Id.Name);
        return $"""
            SELECT {key} AS PersonKey, COUNT(*) AS "Rows"
            FROM {Name(people.Table.Name)} AS p{Joined(view.View, view.On)}
            GROUP BY 1
            HAVING COUNT(*) > 1
            ORDER BY 2 DESC, 1
            LIMIT {PeopleChecks.Most}
            """;
    }

    private static string Joined(TableReference? other, IReadOnlyList<Join> on) => other is null
        ? ""
        : $"\nINNER JOIN {Name(other.Name)} AS {There} ON {string.Join(" AND ", on.Select(j => $"{Column(There, j.There.Name)} = {Column("p", j.Here.Name)}"))}";
}
