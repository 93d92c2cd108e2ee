using System.Globalization;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture;

/// <summary>
/// <c>when</c> and <c>where</c> as conditions on a row before and after a write, null-safe. What they mean is the same
/// on every engine; an engine spells the comparisons.
/// </summary>
/// <param name="table">The table of the rows.</param>
/// <param name="newRow">What a statement calls the row after the write.</param>
/// <param name="oldRow">What a statement calls the row before the write.</param>
internal abstract class RowConditions(CatalogTable table, string newRow, string oldRow)
{
    /// <summary>What a write must do to be the fact.</summary>
    public Predicate When(Condition condition, WriteOperation operation) => (condition, operation) switch
    {
        (Inserted, WriteOperation.Insert) => Predicate.Always,
        (Deleted, WriteOperation.Delete) => Predicate.Always,
        (Changed changed, WriteOperation.Update) => Differs(changed.Columns.Select(c => c.Name)),
        (Becomes { From: null } becomes, WriteOperation.Insert) => Passes(newRow, becomes.Column, becomes.To),
        (Becomes { From: null } becomes, WriteOperation.Update) => Predicate.And(
            Passes(newRow, becomes.Column, becomes.To), Fails(oldRow, becomes.Column, becomes.To)),
        (Becomes { From: { } from } becomes, WriteOperation.Update) => Predicate.And(
            Passes(newRow, becomes.Column, becomes.To),
            Passes(oldRow, becomes.Column, from),
            AreDisjoint(from, becomes.To) ? Predicate.Always : Differs([becomes.Column.Name])),
        (AllOf all, _) => Predicate.And(all.Conditions.Select(c => When(c, operation))),
        (AnyOf any, _) => Predicate.Or(any.Conditions.Select(c => When(c, operation))),
        _ => Predicate.Never,
    };

    /// <summary>An update that takes back what <see cref="Becomes"/> says.</summary>
    public Predicate Undone(Becomes becomes) =>
        Predicate.And(Passes(oldRow, becomes.Column, becomes.To), Fails(newRow, becomes.Column, becomes.To));

    /// <summary>An update by which an empty column gets a value.</summary>
    public Predicate Filled(ColumnReference column) =>
        Predicate.And(Passes(newRow, column, new IsNotNull()), Passes(oldRow, column, new IsNull()));

    /// <summary>What the row must be.</summary>
    public Predicate Where(IEnumerable<Filter> filters, string row) =>
        Predicate.And(filters.Select(f => Passes(row, f.Column, f.Test)));

    /// <summary>How today's row shows that the event happened to it, as far as it can: what changed is not to be seen.</summary>
    public Predicate Shows(TableEvent mapped, string row) => mapped.Holds is { } holds ? Passes(row, holds.Column, holds.Test) : Shows(mapped.When, row);

    /// <summary>Whether an update changed one of the columns, NULL being a value.</summary>
    /// <remarks>The column's own collation may ignore case, but a change of case is a change.</remarks>
    public abstract Predicate Differs(IEnumerable<string> columns);

    /// <summary>A test of a value.</summary>
    public Predicate Passes(string row, ColumnReference column, ValueTest test) => Predicate.Of(test switch
    {
        IsNull => $"{Column(row, column.Name)} IS NULL",
        IsNotNull => $"{Column(row, column.Name)} IS NOT NULL",
        IsOneOf { Values: [var value] } => $"{Column(row, column.Name)} = {Value(value, column)}",
        IsOneOf one => $"{Column(row, column.Name)} IN ({List(one, column)})",
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    });

    /// <summary>The opposite, NULL being a value: what compares to unknown fails.</summary>
    private Predicate Fails(string row, ColumnReference column, ValueTest test) => Predicate.Of(test switch
    {
        IsNull => $"{Column(row, column.Name)} IS NOT NULL",
        IsNotNull => $"{Column(row, column.Name)} IS NULL",
        IsOneOf { Values: [var value] } => IsNot(Column(row, column.Name), Value(value, column)),
        IsOneOf one => IsNotIn(Column(row, column.Name), List(one, column)),
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    });

    private Predicate Shows(Condition condition, string row) => condition switch
    {
        Deleted => Predicate.Never,
        Becomes becomes => Passes(row, becomes.Column, becomes.To),
        AllOf all => Predicate.And(all.Conditions.Select(c => Shows(c, row))),
        AnyOf any => Predicate.Or(any.Conditions.Select(c => Shows(c, row))),
        _ => Predicate.Always,
    };

    /// <summary>A column of a row.</summary>
    protected abstract string Column(string row, string column);

    /// <summary>A literal of the mapping in the type of its column: 7 never equals '7' by itself.</summary>
    protected abstract string Value(Literal literal, ColumnReference column);

    /// <summary>The column is NULL or another value.</summary>
    protected abstract string IsNot(string column, string value);

    /// <summary>The column is NULL or none of the values.</summary>
    protected abstract string IsNotIn(string column, string values);

    /// <summary>The kind of a column; unknown where the table does not declare it.</summary>
    protected ColumnKind KindOf(string column) => table.Find(column)?.Kind ?? ColumnKind.Unknown;

    /// <summary>Whether a literal is compared as a number: by the column's kind, and where that is not known by its own look.</summary>
    protected bool IsNumber(Literal literal, ColumnReference column)
    {
        var isNumber = double.TryParse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number);
        return isNumber && KindOf(column.Name) switch
        {
            ColumnKind.Text => false,
            ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Float or ColumnKind.Boolean => true,
            _ => literal.IsNumber,
        };
    }

    /// <summary>Where one value could pass both, only a change makes it "become": a no-op update is no fact.</summary>
    private static bool AreDisjoint(ValueTest from, ValueTest to) => (from, to) switch
    {
        (IsNull, not IsNull) or (not IsNull, IsNull) => true,
        (IsOneOf a, IsOneOf b) => !a.Values.Select(v => v.Text)
            .Intersect(b.Values.Select(v => v.Text), StringComparer.OrdinalIgnoreCase).Any(),
        _ => false,
    };

    private string List(IsOneOf test, ColumnReference column) => string.Join(", ", test.Values.Select(v => Value(v, column)));
}
