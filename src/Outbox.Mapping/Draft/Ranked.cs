using Outbox.Mapping.Catalog;

namespace Outbox.Mapping.Draft;

/// <summary>The table that most speaks for.</summary>
/// <param name="Table">The table.</param>
/// <param name="Reasons">What speaks for it.</param>
internal sealed record Ranked(CatalogTable Table, IReadOnlyList<string> Reasons)
{
    /// <summary>The one with the most points, by name among equals; null where none has enough.</summary>
    /// <param name="tables">Tables that could be it.</param>
    /// <param name="reasons">What speaks for one, with points.</param>
    /// <param name="enough">The fewest points.</param>
    public static Ranked? Best(IEnumerable<CatalogTable> tables, Func<CatalogTable, IEnumerable<(int Points, string Why)>> reasons, int enough) => tables
        .Select(t => (Table: t, Reasons: reasons(t).ToList()))
        .Select(t => (t.Table, t.Reasons, Score: t.Reasons.Sum(r => r.Points)))
        .Where(t => t.Score >= enough)
        .OrderByDescending(t => t.Score)
        .ThenBy(t => t.Table.Name.ToString(), StringComparer.Ordinal)
        .Select(t => new Ranked(t.Table, [.. t.Reasons.Select(r => r.Why)]))
        .FirstOrDefault();
}
