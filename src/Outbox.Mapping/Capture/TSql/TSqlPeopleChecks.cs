using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>Reads that look for people who share what must be one person's.</summary>
internal static class TSqlPeopleChecks
{
    private const string There = "t";

    /// <summary>People with one e-mail, compared as Customer.io does: trimmed and whatever the case.</summary>
    public static string SharedEmails(People people, DatabaseCatalog catalog, EmailSource source, int most)
    {
        var table = CapturePlan.Table(catalog, people.Table.Name);
        var other = source.Other is { } reference ? CapturePlan.Table(catalog, reference.Name) : table;
        var email = Column(other, source.Other is null ? "p" : There, source.Column);
        var text = TSqlCanonical.Unicode(Declared(other, source.Column), email);
        var filter = new TSqlConditions(table).Where(people.Where, "p");
        return $"""
            SELECT TOP ({most}) MIN(x.PersonKey) AS [First], MAX(x.PersonKey) AS [Last], COUNT(DISTINCT x.PersonKey) AS People
            FROM
            (
                SELECT {TSqlCanonical.Key(table, "p", people.Id.Name)} {Binary} AS PersonKey, LOWER(LTRIM(RTRIM({text})) {Binary}) AS Email
                FROM {Name(table.Name)} AS p{Joined(people, catalog, source.Other, source.On)}
                WHERE {string.Join(" AND ", [$"{email} <> ''", .. filter.Terms])}
            ) AS x
            GROUP BY x.Email
            HAVING COUNT(DISTINCT x.PersonKey) > 1
            ORDER BY COUNT(DISTINCT x.PersonKey) DESC, MIN(x.PersonKey);
            """;
    }

    /// <summary>People of whom the view has several rows.</summary>
    public static string ViewRows(People people, DatabaseCatalog catalog, ViewReference view)
    {
        var table = CapturePlan.Table(catalog, people.Table.Name);
        return $"""
            SELECT TOP ({PeopleChecks.Most}) x.PersonKey, COUNT(*) AS [Rows]
            FROM
            (
                SELECT {TSqlCanonical.Key(table, "p", people.Id.Name)} {Binary} AS PersonKey
                FROM {Name(table.Name)} AS p{Joined(people, catalog, view.View, view.On)}
            ) AS x
            GROUP BY x.PersonKey
            HAVING COUNT(*) > 1
            ORDER BY COUNT(*) DESC, x.PersonKey;
            """;
    }

    private static string Joined(People people, DatabaseCatalog catalog, TableReference? other, IReadOnlyList<Join> on)
    {
        if (other is null)
        {
            return "";
        }

        var (here, there) = (CapturePlan.Table(catalog, people.Table.Name), CapturePlan.Table(catalog, other.Name));
        return $"\n    INNER JOIN {Name(there.Name)} AS {There} ON " + string.Join(" AND ", on.Select(j =>
            $"{Column(there, There, j.There.Name)} = {TSqlMatch.Value(Column(here, "p", j.Here.Name), Declared(here, j.Here.Name), Declared(there, j.There.Name))}"));
    }
}
