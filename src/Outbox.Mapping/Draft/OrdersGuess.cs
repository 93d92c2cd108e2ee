using Outbox.Mapping.Catalog;

namespace Outbox.Mapping.Draft;

/// <summary>Which table has a row for each order.</summary>
internal static class OrdersGuess
{
    private const int Enough = 50;

    private static readonly Dictionary<string, int> Words = new(StringComparer.Ordinal)
    {
        ["order"] = 100,
        ["purchase"] = 90,
        ["sale"] = 80,
        ["booking"] = 80,
        ["reservation"] = 75,
        ["donation"] = 75,
        ["invoice"] = 60,
        ["transaction"] = 55,
        ["checkout"] = 50,
    };

    /// <summary>The table; null for none.</summary>
    public static CatalogTable? Find(Links links, CatalogTable people, CatalogColumn key, DraftAnswers answers, List<Guess> why)
    {
        if (answers.Orders is { } name)
        {
            if (name == ShopGuess.None)
            {
                return null;
            }

            var given = ShopGuess.Named(links.Catalog, name, "--orders");
            why.Add(new Guess("orders", given.Name.ToString(), links.PersonOf(given, people, key) is { } column
                ? $"as given; {column.Name} names the person"
                : "as given, but no column of it names a person: no event is written"));
            return links.PersonOf(given, people, key) is null ? null : given;
        }

        var best = Ranked.Best(
            links.Tables.Where(t => t != people && t.PrimaryKey.Count == 1 && links.PersonOf(t, people, key) is not null),
            table => Reasons(links, table),
            Enough);
        why.Add(best is null
            ? new Guess("orders", "", $"none: no table with a name like orders has a column for {people.Name}.{key.Name}; --orders says which")
            : new Guess("orders", best.Table.Name.ToString(), string.Join("; ", best.Reasons.Append($"{links.PersonOf(best.Table, people, key)!.Name} names the person"))));
        return best?.Table;
    }

    private static IEnumerable<(int Points, string Why)> Reasons(Links links, CatalogTable table)
    {
        var words = Names.Singular(table.Name.Name);
        if (words is [.., var last] && Words.TryGetValue(last, out var points))
        {
            yield return (points, $"its name says {last}");
        }
        else if (words is [.., "order", "header" or "head"])
        {
            yield return (90, "its name says order header");
        }

        if (table.Columns.FirstOrDefault(Columns.IsTime) is { } time)
        {
            yield return (10, $"it has a time ({time.Name})");
        }

        if (table.Columns.FirstOrDefault(Columns.IsMoney) is { } money)
        {
            yield return (10, $"it has money ({money.Name})");
        }

        if (LinesGuess.Candidates(links, table).Any())
        {
            yield return (20, "it has lines");
        }
    }
}
