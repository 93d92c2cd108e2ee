using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;

namespace Outbox.Mapping.Draft;

/// <summary>What names of tables and columns say in English.</summary>
internal static class Names
{
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

    /// <summary>Whether the name holds one of the words, or all of a run of words.</summary>
    public static bool Has(string name, params string[] words)
    {
        var own = SnakeCase.Words(name);
        return words.Any(own.Contains);
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
