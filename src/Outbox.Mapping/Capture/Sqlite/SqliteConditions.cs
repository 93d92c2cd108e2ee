using System.Globalization;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary><c>when</c> and <c>where</c> as conditions on NEW and OLD, null-safe.</summary>
internal sealed class SqliteConditions(CatalogTable table)
{
    /// <summary>What a write must do to be the fact.</summary>
    public SqlitePredicate When(Condition condition, WriteOperation operation) => (condition, operation) switch
    {
        (Inserted, WriteOperation.Insert) => SqlitePredicate.Always,
        (Deleted, WriteOperation.Delete) => SqlitePredicate.Always,
        (Changed changed, WriteOperation.Update) => SqlitePredicate.Or(changed.Columns.Select(c => Differs(c.Name))),
        (Becomes { From: null } becomes, WriteOperation.Insert) => Passes("NEW", becomes.Column, becomes.To),
        (Becomes { From: null } becomes, WriteOperation.Update) => SqlitePredicate.And(
            Passes("NEW", becomes.Column, becomes.To), Fails("OLD", becomes.Column, becomes.To)),
        (Becomes { From: { } from } becomes, WriteOperation.Update) => SqlitePredicate.And(
            Passes("NEW", becomes.Column, becomes.To),
            Passes("OLD", becomes.Column, from),
            AreDisjoint(from, becomes.To) ? SqlitePredicate.Always : Differs(becomes.Column.Name)),
        (AllOf all, _) => SqlitePredicate.And(all.Conditions.Select(c => When(c, operation))),
        (AnyOf any, _) => SqlitePredicate.Or(any.Conditions.Select(c => When(c, operation))),
        _ => SqlitePredicate.Never,
    };

    /// <summary>What the row must be.</summary>
    public SqlitePredicate Where(IEnumerable<Filter> filters, string row) =>
        SqlitePredicate.And(filters.Select(f => Passes(row, f.Column, f.Test)));

    /// <summary>Whether an update changed the column, NULL being a value.</summary>
    /// <remarks>The column's own collation may ignore case, but a change of case is a change.</remarks>
    public SqlitePredicate Differs(string column)
    {
        var collation = KindOf(table, column) is ColumnKind.Text or ColumnKind.Unknown ? " COLLATE BINARY" : "";
        return SqlitePredicate.Of($"{Column("NEW", column)} IS NOT {Column("OLD", column)}{collation}");
    }

    /// <summary>A test of a value.</summary>
    public SqlitePredicate Passes(string row, ColumnReference column, ValueTest test) => SqlitePredicate.Of(test switch
    {
        IsNull => $"{Column(row, column.Name)} IS NULL",
        IsNotNull => $"{Column(row, column.Name)} IS NOT NULL",
        IsOneOf { Values: [var value] } => $"{Column(row, column.Name)} = {Value(value, column)}",
        IsOneOf one => $"{Column(row, column.Name)} IN ({List(one, column)})",
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    });

    /// <summary>The opposite, NULL being a value: what compares to unknown fails.</summary>
    private SqlitePredicate Fails(string row, ColumnReference column, ValueTest test) => SqlitePredicate.Of(test switch
    {
        IsNull => $"{Column(row, column.Name)} IS NOT NULL",
        IsNotNull => $"{Column(row, column.Name)} IS NULL",
        IsOneOf { Values: [var value] } => $"{Column(row, column.Name)} IS NOT {Value(value, column)}",
        IsOneOf one => $"({Column(row, column.Name)} IN ({List(one, column)})) IS NOT TRUE",
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    });

    /// <summary>Where one value could pass both, only a change makes it "become": a no-op update is no fact.</summary>
    private static bool AreDisjoint(ValueTest from, ValueTest to) => (from, to) switch
    {
        (IsNull, not IsNull) or (not IsNull, IsNull) => true,
        (IsOneOf a, IsOneOf b) => !a.Values.Select(v => v.Text)
            .Intersect(b.Values.Select(v => v.Text), StringComparer.OrdinalIgnoreCase).Any(),
        _ => false,
    };

    private string List(IsOneOf test, ColumnReference column) => string.Join(", ", test.Values.Select(v => Value(v, column)));

    /// <summary>A literal of the mapping in the type of its column: 7 never equals '7' by itself.</summary>
    private string Value(Literal literal, ColumnReference column)
    {
        var isNumber = double.TryParse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number);
        var asNumber = KindOf(table, column.Name) switch
        {
            ColumnKind.Text => false,
            ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Float or ColumnKind.Boolean => true,
            _ => literal.IsNumber,
        };
        return isNumber && asNumber ? literal.Text.Trim() : Text(literal.Text);
    }
}
