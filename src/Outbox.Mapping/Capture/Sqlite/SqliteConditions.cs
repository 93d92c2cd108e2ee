using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>Conditions on NEW and OLD.</summary>
internal sealed class SqliteConditions(CatalogTable table) : RowConditions(table, "NEW", "OLD")
{
    /// <inheritdoc/>
    public override Predicate Differs(IEnumerable<string> columns) => Predicate.Or(columns.Select(column =>
    {
        var collation = KindOf(column) is ColumnKind.Text or ColumnKind.Unknown ? " COLLATE BINARY" : "";
        return Predicate.Of($"{Column("NEW", column)} IS NOT {Column("OLD", column)}{collation}");
    }));

    /// <summary>A condition as a value: 1 or 0.</summary>
    public static string Flag(Predicate predicate) => predicate.Sql is null
        ? predicate.IsNever ? "0" : "1"
        : $"({predicate.Sql}) IS TRUE";

    /// <inheritdoc/>
    protected override string Column(string row, string column) => SqliteText.Column(row, column);

    /// <inheritdoc/>
    protected override string Value(Literal literal, ColumnReference column) =>
        IsNumber(literal, column) ? literal.Text.Trim() : SqliteText.Text(literal.Text);

    /// <inheritdoc/>
    protected override string IsNot(string column, string value) => $"{column} IS NOT {value}";

    /// <inheritdoc/>
    protected override string IsNotIn(string column, string values) => $"({column} IN ({values})) IS NOT TRUE";
}
