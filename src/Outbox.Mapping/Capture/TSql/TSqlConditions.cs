using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>Conditions on the rows <c>i</c> of inserted and <c>d</c> of deleted.</summary>
internal sealed class TSqlConditions(CatalogTable table) : RowConditions(table, New, Old)
{
    /// <summary>The row after the write.</summary>
    public const string New = "i";

    /// <summary>The row before the write.</summary>
    public const string Old = "d";

    private const int LongLine = 100;

    private readonly CatalogTable _table = table;

    /// <inheritdoc/>
    /// <remarks>EXCEPT takes NULL for a value, which &lt;&gt; does not.</remarks>
    public override Predicate Differs(IEnumerable<string> columns)
    {
        var all = columns.Select(c => Declared(_table, c)).ToList();
        if (all.Exists(c => c.Kind == ColumnKind.Unsupported || c.Obstacle is not null))
        {
            // Only where a view may compute from any column of the people. It cannot be compared, or would compare masked:
            // a touch too many is found when the attributes are read, one too few never.
            return Predicate.Always;
        }

        var compared = all.Where(c => !TSqlType.Of(c).IsRowVersion).ToList();
        if (compared.Count == 0)
        {
            return Predicate.Never;
        }

        List<string> Row(string row) => [.. compared.Select(c => Comparable(row, c))];
        var (now, before) = (Row(New), Row(Old));
        return Predicate.Of(compared.Count == 1 || now.Concat(before).Sum(c => c.Length + 2) <= LongLine
            ? $"EXISTS (SELECT {string.Join(", ", now)} EXCEPT SELECT {string.Join(", ", before)})"
            : $"EXISTS\n(\n    SELECT {Wrapped(now)}\n    EXCEPT\n    SELECT {Wrapped(before)}\n)");
    }

    /// <summary>A condition as a value of the type bit.</summary>
    public static string Flag(Predicate predicate) => predicate.Sql is null
        ? $"CONVERT(bit, {(predicate.IsNever ? "0" : "1")})"
        : $"CONVERT(bit, CASE WHEN {predicate.Sql} THEN 1 ELSE 0 END)";

    /// <inheritdoc/>
    protected override string Column(string row, string column) => TSqlText.Column(_table, row, column);

    /// <inheritdoc/>
    protected override string Value(Literal literal, ColumnReference column) => IsNumber(literal, column)
        ? TSqlLiteral.Number(literal.Text)
        : TSqlLiteral.Of(literal, Declared(_table, column.Name));

    /// <inheritdoc/>
    protected override string IsNot(string column, string value) => $"({column} <> {value} OR {column} IS NULL)";

    /// <inheritdoc/>
    protected override string IsNotIn(string column, string values) => $"({column} NOT IN ({values}) OR {column} IS NULL)";

    /// <summary>As many columns a line as fit.</summary>
    private static string Wrapped(IEnumerable<string> columns)
    {
        var lines = new List<string>();
        foreach (var column in columns)
        {
            if (lines.Count > 0 && lines[^1].Length + column.Length + 2 <= LongLine)
            {
                lines[^1] += $", {column}";
            }
            else
            {
                lines.Add(column);
            }
        }

        return string.Join(",\n           ", lines);
    }

    /// <summary>
    /// A text by its bytes: a change of case or of trailing spaces is one, which the column's collation may not see, and
    /// no collation of ours has every code page.
    /// </summary>
    private static string Comparable(string row, CatalogColumn column) => column.Kind == ColumnKind.Text
        ? $"CONVERT(varbinary({(TSqlType.Of(column).IsMax ? "max" : "8000")}), {row}.{Name(column.Name)})"
        : $"{row}.{Name(column.Name)}";
}
