using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary><c>when</c> and <c>where</c> as conditions on NEW and OLD, null-safe.</summary>
internal static class SqliteConditions
{
    /// <summary>What a write must do to be the fact.</summary>
    public static SqlitePredicate When(Condition condition, WriteOperation operation) => (condition, operation) switch
    {
        (Inserted, WriteOperation.Insert) => SqlitePredicate.Always,
        (Deleted, WriteOperation.Delete) => SqlitePredicate.Always,
        (Changed changed, WriteOperation.Update) => SqlitePredicate.Or(changed.Columns.Select(c => Differs(c.Name))),
        (Becomes { From: null } becomes, WriteOperation.Insert) => SqlitePredicate.Of(Passes("NEW", becomes.Column, becomes.To)),
        (Becomes becomes, WriteOperation.Update) => SqlitePredicate.Of(
            $"{Passes("NEW", becomes.Column, becomes.To)} AND "
            + (becomes.From is { } from
                ? Passes("OLD", becomes.Column, from)
                : $"({Passes("OLD", becomes.Column, becomes.To)}) IS NOT TRUE")),
        (AllOf all, _) => SqlitePredicate.And(all.Conditions.Select(c => When(c, operation))),
        (AnyOf any, _) => SqlitePredicate.Or(any.Conditions.Select(c => When(c, operation))),
        _ => SqlitePredicate.Never,
    };

    /// <summary>What the row must be.</summary>
    public static SqlitePredicate Where(IEnumerable<Filter> filters, string row) =>
        SqlitePredicate.And(filters.Select(f => SqlitePredicate.Of(Passes(row, f.Column, f.Test))));

    /// <summary>Whether an update changed the column, NULL being a value.</summary>
    public static SqlitePredicate Differs(string column) =>
        SqlitePredicate.Of($"{Column("NEW", column)} IS NOT {Column("OLD", column)}");

    /// <summary>A test of a value.</summary>
    public static string Passes(string row, ColumnReference column, ValueTest test) => test switch
    {
        IsNull => $"{Column(row, column.Name)} IS NULL",
        IsNotNull => $"{Column(row, column.Name)} IS NOT NULL",
        IsOneOf { Values: [var value] } => $"{Column(row, column.Name)} = {Value(value)}",
        IsOneOf one => $"{Column(row, column.Name)} IN ({string.Join(", ", one.Values.Select(Value))})",
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };
}
