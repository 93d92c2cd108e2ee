using System.Globalization;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Preview;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>The read of rows as a trigger would capture them, by the same expressions.</summary>
internal static class SqliteSource
{
    /// <summary>The columns of the answer, in order; what a source does not have is NULL.</summary>
    private static readonly string[] Columns = ["EventId", "EventName", "PersonKey", "OccurredAtRaw", "OccurredAtZone", "Captured"];

    /// <summary>
    /// Parameters <c>@limit</c> and, by key, <c>@key0</c> …, texts; columns as <see cref="Columns"/>, then
    /// <c>PassesWhere</c> and <c>ShowsFact</c>.
    /// </summary>
    public static GeneratedModule Write(CapturePlan plan, PreviewSource source, SourceChoice choice)
    {
        const string Row = "s";
        var table = plan.Table(source.Table);
        var conditions = new SqliteConditions(table);
        var mapped = source.Type as TableEvent;
        var passes = mapped is null ? Predicate.Always : conditions.Where(mapped.Where, Row);
        var shows = mapped is null ? Predicate.Always : conditions.Shows(mapped, Row);
        var values = Values(plan, table, source, Row).ToDictionary(v => v.Column, v => v.Value);
        var where = choice == SourceChoice.ByKey
            ? source.KeyColumns.Select((column, i) => Key(table, Row, column, "@key" + i.ToString(CultureInfo.InvariantCulture)))
            : Predicate.And(passes, shows).Terms;
        var order = source.KeyColumns
            .Prepend(choice == SourceChoice.Last ? source.Time : null)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(c => Column(Row, c) + " DESC");
        var columns = Columns
            .Select(c => $"{values.GetValueOrDefault(c, "NULL")} AS {c}")
            .Append($"{SqliteConditions.Flag(passes)} AS PassesWhere")
            .Append($"{SqliteConditions.Flag(shows)} AS ShowsFact");
        return new GeneratedModule(source.CapturedBy, $"""
            SELECT
            {Indent(string.Join(",\n", columns))}
            FROM {Name(table.Name)} AS {Row}{string.Concat(where.Select((term, i) => $"\n{(i == 0 ? "WHERE" : "  AND")} {term}"))}
            ORDER BY {string.Join(", ", order)}
            LIMIT @limit
            """);
    }

    private static IEnumerable<(string Column, string Value)> Values(CapturePlan plan, CatalogTable table, PreviewSource source, string row) => source.Type switch
    {
        MappedEvent mapped => EventRow.Of(plan, table, mapped, row, before: null),
        Feed feed => EventRow.Of(plan, table, feed, row),
        _ => [("PersonKey", SqliteCanonical.Key(table, row, source.KeyColumns[0]))],
    };

    /// <remarks>By the column itself where its index can serve; else by its text.</remarks>
    private static string Key(CatalogTable table, string row, string column, string parameter) => KindOf(table, column) switch
    {
        ColumnKind.Integer or ColumnKind.Boolean => $"{Column(row, column)} = CAST({parameter} AS INTEGER)",
        ColumnKind.Guid => $"{Column(row, column)} IN ({parameter}, upper({parameter}))",
        ColumnKind.Text or ColumnKind.Unknown => $"{Column(row, column)} = {parameter}",
        _ => $"{SqliteCanonical.Part(table, row, column)} = {parameter}",
    };
}
