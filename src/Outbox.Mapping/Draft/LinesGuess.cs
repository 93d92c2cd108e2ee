using Outbox.Mapping.Catalog;

namespace Outbox.Mapping.Draft;

/// <summary>Which table has the lines of an order, and what they are of.</summary>
internal static class LinesGuess
{
    private static readonly string[] LineWords = ["line", "item", "detail", "row", "position", "entry"];

    private static readonly string[] ProductWords = ["product", "item", "article", "variant", "sku", "course", "ticket", "service"];

    /// <summary>Tables that could be the lines, the likeliest first, each with the column that names the order.</summary>
    public static IEnumerable<(CatalogTable Table, string Column)> Candidates(Links links, CatalogTable orders) =>
        from table in links.ReferringTo(orders)
        where Names.Singular(table.Name.Name) is [.., var last] && LineWords.Contains(last)
        orderby table.Name.Name.Length, table.Name.ToString()
        select (table, links.Between(table, orders, orders.PrimaryKey[0])!.Name);

    /// <summary>The lines; null for none.</summary>
    public static (CatalogTable Table, string Column)? Find(Links links, CatalogTable orders, List<Guess> why)
    {
        foreach (var lines in Candidates(links, orders))
        {
            why.Add(new Guess("lines", lines.Table.Name.ToString(), $"its name; {lines.Column} names the order"));
            return lines;
        }

        return null;
    }

    /// <summary>The products of the lines; null for none.</summary>
    public static (CatalogTable Table, string Column)? ProductsOf(Links links, CatalogTable lines, CatalogTable orders, List<Guess> why)
    {
        var products = (
            from table in links.Tables
            where table != lines && table != orders && table.PrimaryKey.Count == 1
            where Names.Singular(table.Name.Name) is [.., var last] && ProductWords.Contains(last)
            let column = links.Between(lines, table, table.PrimaryKey[0])
            where column is not null
            orderby table.Name.Name.Length
            select ((CatalogTable Table, string Column)?)(table, column.Name)).FirstOrDefault();
        if (products is { } found)
        {
            why.Add(new Guess("products", found.Table.Name.ToString(), $"{lines.Name.Name}.{found.Column} refers to it"));
        }

        return products;
    }
}
