using System.Globalization;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Preview;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>The read of rows as a trigger would capture them, by the same expressions.</summary>
internal static class TSqlSource
{
    /// <summary>The columns of the answer, in order; what a source does not have is NULL.</summary>
    private static readonly string[] Columns = ["EventId", "EventName", "PersonKey", "OccurredAtRaw", "OccurredAtZone", "Captured"];

    /// <summary>
    /// Parameters <c>@Limit</c> and, by key, <c>@Key0</c> …, texts; columns as <see cref="Columns"/>, then
    /// <c>PassesWhere</c> and <c>ShowsFact</c>.
    /// </summary>
    public static GeneratedModule Write(CapturePlan plan, PreviewSource source, SourceChoice choice)
    {
        const string Row = TSqlConditions.New;
        var table = plan.Table(source.Table);
        var conditions = new TSqlConditions(table);
        var mapped = source.Type as TableEvent;
        var passes = mapped is null ? Predicate.Always : conditions.Where(mapped.Where, Row);
        var shows = mapped is null ? Predicate.Always : conditions.Shows(mapped, Row);
        var values = Values(plan, table, source, Row).ToDictionary(v => v.Column, v => v.Expression);
        var where = choice == SourceChoice.ByKey
            ? source.KeyColumns.Select((column, i) => Key(table, Row, column, "@Key" + i.ToString(CultureInfo.InvariantCulture)))
            : Predicate.And(passes, shows).Terms;
        var order = source.KeyColumns
            .Prepend(choice == SourceChoice.Last ? source.Time : null)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(c => Column(table, Row, c) + " DESC");
        var columns = Columns
            .Select(c => $"{values.GetValueOrDefault(c, "NULL")} AS {c}")
            .Append($"{TSqlConditions.Flag(passes)} AS PassesWhere")
            .Append($"{TSqlConditions.Flag(shows)} AS ShowsFact");
        return new GeneratedModule(source.CapturedBy, $"""
            SELECT TOP (@Limit)
            {Indent(string.Join(",\n", columns))}
            FROM {Name(table.Name)} AS {Row}{string.Concat(where.Select((term, i) => $"\n{(i == 0 ? "WHERE" : "  AND")} {term}"))}
            ORDER BY {string.Join(", ", order)};
            """);
    }

    private static IEnumerable<TSqlValue> Values(CapturePlan plan, CatalogTable table, PreviewSource source, string row) => source.Type switch
    {
        MappedEvent mapped => TSqlEventRow.Of(plan, table, mapped, row, before: null),
        Feed feed => TSqlEventRow.Of(plan, table, feed, row),
        _ => [TSqlValue.Read("PersonKey", TSqlCanonical.Key(table, row, source.KeyColumns[0]))],
    };

    /// <remarks>By the column's type, so that its index serves; a time by its text, which is cut to milliseconds.</remarks>
    private static string Key(CatalogTable table, string row, string column, string parameter)
    {
        var declared = Declared(table, column);
        return declared.Kind is ColumnKind.DateTime or ColumnKind.DateTimeOffset or ColumnKind.Time
            ? $"{TSqlCanonical.Part(table, row, column)} = {parameter}"
            : $"{Column(table, row, column)} = {TSqlMatch.Key(parameter, declared)}";
    }
}
