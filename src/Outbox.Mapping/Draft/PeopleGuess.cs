using Outbox.Core.Errors;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Lint.Database;

namespace Outbox.Mapping.Draft;

/// <summary>Which table has a row for each person, and by which key.</summary>
internal static class PeopleGuess
{
    private const int Enough = 40;

    private static readonly Dictionary<string, int> Words = new(StringComparer.Ordinal)
    {
        ["customer"] = 100,
        ["client"] = 90,
        ["buyer"] = 90,
        ["shopper"] = 90,
        ["subscriber"] = 85,
        ["member"] = 85,
        ["donor"] = 85,
        ["patient"] = 80,
        ["user"] = 80,
        ["consumer"] = 80,
        ["student"] = 75,
        ["contact"] = 70,
        ["person"] = 60,
        ["account"] = 55,
        ["profile"] = 50,
    };

    /// <summary>The table.</summary>
    public static CatalogTable Find(Links links, DraftAnswers answers, List<Guess> why)
    {
        if (answers.People is { } name)
        {
            var given = ShopGuess.Named(links.Catalog, name, "--people");
            why.Add(new Guess("people", given.Name.ToString(), "as given"));
            return given;
        }

        var best = Ranked.Best(links.Tables.Where(t => Keys(t).Any()), table => Reasons(links, table), Enough);
        if (best is null)
        {
            throw new OutboxException(
                DraftErrors.NoPeople,
                links.Tables.Count == 0 ? "The database has no table that this login may see." : "No table looks like customers, users or members with a key of one column.",
                null,
                links.Tables.Count == 0
                    ? "Check the database's name, and that the login may read its tables."
                    : $"Say which it is with --people: {string.Join(", ", links.Tables.Take(20).Select(t => t.Name))}{(links.Tables.Count > 20 ? ", …" : "")}.");
        }

        why.Add(new Guess("people", best.Table.Name.ToString(), string.Join("; ", best.Reasons)));
        return best.Table;
    }

    /// <summary>The stable key.</summary>
    public static CatalogColumn KeyOf(CatalogTable people, DraftAnswers answers, List<Guess> why)
    {
        if (answers.Key is { } name)
        {
            var given = people.Find(name) ?? throw new OutboxException(
                DraftErrors.UnknownName, $"{people.Name} has no column '{name}'.", "--key",
                NearestName.Mend(name, people.Columns.Select(c => c.Name), $"Give one of: {string.Join(", ", people.Columns.Select(c => c.Name).Take(30))}."));
            why.Add(new Guess("key", given.Name, "as given"));
            return given;
        }

        var key = Keys(people).FirstOrDefault() ?? throw new OutboxException(
            DraftErrors.NoPeople, $"{people.Name} has no key of one column that is neither an e-mail nor a phone.", null,
            "Give a column that never changes with --key, and put a unique index on it.");
        why.Add(new Guess("key", key.Name, people.PrimaryKey is [var primary] && Same(primary, key.Name) ? "the primary key" : "a unique column that is no contact"));
        return key;
    }

    private static IEnumerable<CatalogColumn> Keys(CatalogTable table) => table.UniqueKeys.Prepend(table.PrimaryKey)
        .Where(key => key.Count == 1)
        .Select(key => table.Find(key[0]))
        .OfType<CatalogColumn>()
        .Where(c => Kinds.CanBeId(c.Kind) && !Columns.IsEmail(c) && !Columns.IsPhone(c)
            && (!c.IsNullable || table.PrimaryKey.Contains(c.Name, StringComparer.OrdinalIgnoreCase)));

    private static IEnumerable<(int Points, string Why)> Reasons(Links links, CatalogTable table)
    {
        if (Names.Singular(table.Name.Name) is [.., var last] && Words.TryGetValue(last, out var points))
        {
            yield return (points, $"its name says {last}");
        }

        if (table.Columns.FirstOrDefault(Columns.IsEmail) is { } email)
        {
            yield return (30, $"it has an e-mail ({email.Name})");
        }

        if (table.Columns.FirstOrDefault(Columns.IsPhone) is { } phone)
        {
            yield return (5, $"it has a phone ({phone.Name})");
        }

        var referring = links.ReferringTo(table);
        if (referring.Count > 0)
        {
            yield return (5 * Math.Min(3, referring.Count), $"{string.Join(", ", referring.Take(3).Select(t => t.Name.Name))} refer{(referring.Count == 1 ? "s" : "")} to it");
        }
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
