using Outbox.Mapping.Capture.Sqlite;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture;

/// <summary>Writes the query for how many facts of an event its table shows within a time.</summary>
public static class TableFacts
{
    /// <summary>The query, with parameters <c>@from</c> and <c>@to</c>: UTC, the second excluded.</summary>
    /// <param name="mapping">The mapping, for its zone.</param>
    /// <param name="type">The event.</param>
    /// <param name="catalog">The tables as they are.</param>
    /// <returns>Null where the mapping does not tell how today's row shows the fact, or its time is a local one.</returns>
    public static string? Count(MappingDocument mapping, TableEvent type, DatabaseCatalog catalog)
    {
        if (type.Holds is not { } holds || type.OccurredAt is not { } time || catalog.Find(type.Table.Name) is not { } table)
        {
            return null;
        }

        var kind = table.Find(time.Column.Name)?.Kind;
        var isUtc = kind == ColumnKind.DateTimeOffset || (time.Zone ?? mapping.TimeZone) is "UTC" or "Etc/UTC";
        if (!isUtc || kind is not (ColumnKind.DateTime or ColumnKind.DateTimeOffset))
        {
            return null;
        }

        var filters = type.Where.Append(holds);
        if (catalog.Engine == Engine.Sqlite)
        {
            var column = $"julianday({SqliteText.Column("r", time.Column.Name)})";
            var terms = new SqliteConditions(table).Where(filters, "r").Terms;
            return $"SELECT COUNT(*) FROM {SqliteText.Name(table.Name)} AS r WHERE {string.Join(" AND ", terms)} AND {column} >= julianday(@from) AND {column} < julianday(@to);";
        }

        var raw = TSqlText.Column(table, "r", time.Column.Name);
        var utc = kind == ColumnKind.DateTimeOffset ? $"SWITCHOFFSET({raw}, N'+00:00')" : raw;
        var conditions = new TSqlConditions(table).Where(filters, "r").Terms;
        return $"SELECT COUNT_BIG(*) FROM {TSqlText.Name(table.Name)} AS r WHERE {string.Join(" AND ", conditions)} AND {utc} >= @from AND {utc} < @to;";
    }
}
