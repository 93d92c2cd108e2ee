using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;

namespace Outbox.Mapping.Draft;

/// <summary>What names of tables and columns say in English.</summary>
internal static class Names
{
    /// <summary>Letters of a word that is looked for within another: shorter ones stand in many by chance.</summary>
    private const int ShortestWithin = 4;

    /// <summary>The words of a name, the last in the singular: <c>SalesOrders</c> gives sales, order.</summary>
    public static IReadOnlyList<string> Singular(string name)
    {
        var words = SnakeCase.Words(name).ToList();
        if (words.Count > 0)
        {
            words[^1] = SingularOf(words[^1]);
        }

        return words;
    }

    /// <summary>A table's word for one of its rows: <c>dbo.Order Details</c> gives order_detail.</summary>
    public static string RowOf(CatalogTable table) => string.Join('_', Singular(table.Name.Name));

    /// <summary>Whether the name holds one of the words. A name without any break may begin or end with a longer one: <c>shippeddate</c>.</summary>
    public static bool Has(string name, params string[] words)
    {
        var own = SnakeCase.Words(name);
        return words.Any(own.Contains) || (own is [var only] && words.Any(w => w.Length >= ShortestWithin
            && (only.StartsWith(w, StringComparison.Ordinal) || only.EndsWith(w, StringComparison.Ordinal))));
    }

    /// <summary>Whether the name's last word is this, as of <see cref="Has"/>.</summary>
    public static bool Ends(string name, params string[] words) =>
        SnakeCase.Words(name) is { Count: > 0 } own && words.Any(w => own[^1] == w
            || (own.Count == 1 && w.Length >= ShortestWithin && own[0].EndsWith(w, StringComparison.Ordinal)));

    /// <summary>A property's name for a column: snake_case, and <c>orderid</c> of an order is order_id.</summary>
    public static string Property(string column, string row)
    {
        var snake = SnakeCase.Of(column);
        return snake == row.Replace("_", "", StringComparison.Ordinal) + "id" || snake == "id" ? $"{row}_id" : snake;
    }

    /// <summary>Whether the name's words, written together, are one of these: <c>FirstName</c> and <c>first_name</c> are firstname.</summary>
    public static bool Is(string name, params string[] joined) => joined.Contains(string.Concat(SnakeCase.Words(name)));

    private static string SingularOf(string word) => word switch
    {
        "people" => "person",
        "data" or "news" or "status" or "address" => word,
        _ when word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 => word[..^3] + "y",
        _ when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal)
            || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) => word[..^2],
        _ when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && word.Length > 2 => word[..^1],
        _ => word,
    };
}
