using Outbox.Mapping.Capture;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;

namespace Outbox.Stores.SqlServer;

/// <summary>A column that a capture's trigger names.</summary>
/// <param name="Name">As the database writes it.</param>
/// <param name="Kind">Of its values.</param>
/// <param name="MappedAt">Where the mapping names it, for a person.</param>
internal sealed record CaptureColumn(string Name, ColumnKind Kind, string MappedAt);

/// <summary>The columns that the captures need, each with the mapping's line. Pure.</summary>
internal static class CaptureColumns
{
    private const int MostCharacters = 300;

    /// <summary>Those of one trigger.</summary>
    public static IReadOnlyList<CaptureColumn> Of(GeneratedTrigger trigger, CapturePlan plan)
    {
        var table = plan.Table(trigger.Table);
        var named = TriggerColumns.Of(trigger.Sql);
        var places = MappedColumns.Of(plan.Mapping)
            .Where(use => plan.Catalog.Find(use.Table)?.Name == table.Name)
            .ToLookup(use => use.Column, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. table.Columns
                .Where(c => named.Contains(c.Name, StringComparer.OrdinalIgnoreCase))
                .Select(c => new CaptureColumn(c.Name, c.Kind, Place(places[c.Name].FirstOrDefault(), table, c))),
        ];
    }

    private static string Place(MappedColumn? use, CatalogTable table, CatalogColumn column)
    {
        var place = use is not null
            ? $"{use.Path}, line {use.Line}"
            : table.PrimaryKey.Contains(column.Name, StringComparer.OrdinalIgnoreCase)
                ? "the primary key, by which rows before and after are paired"
                : "the mapping";
        return place.Length > MostCharacters ? place[..MostCharacters] : place;
    }
}
