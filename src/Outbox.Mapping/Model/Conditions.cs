namespace Outbox.Mapping.Model;

/// <summary>What a column's value is tested for.</summary>
public abstract record ValueTest;

/// <summary>The value is NULL.</summary>
public sealed record IsNull : ValueTest;

/// <summary>The value is not NULL.</summary>
public sealed record IsNotNull : ValueTest;

/// <summary>The value equals one of some; NULL equals none.</summary>
/// <param name="Values">At least one literal.</param>
public sealed record IsOneOf(IReadOnlyList<Literal> Values) : ValueTest;

/// <summary>A scalar of the mapping: text where quoted or not a number, true and false as 1 and 0.</summary>
/// <param name="Text">Its text in invariant form.</param>
/// <param name="IsNumber">Whether it stands in SQL without quotes.</param>
public sealed record Literal(string Text, bool IsNumber);

/// <summary>What a write must do to the row to be the fact (<c>when</c>).</summary>
public abstract record Condition(Position At);

/// <summary>The row is new.</summary>
public sealed record Inserted(Position At) : Condition(At);

/// <summary>The row is gone.</summary>
public sealed record Deleted(Position At) : Condition(At);

/// <summary>Any of the columns has another value than before, NULL being a value; an insert changes nothing.</summary>
/// <param name="Columns">At least one column.</param>
/// <param name="At">The place in the file.</param>
public sealed record Changed(IReadOnlyList<ColumnReference> Columns, Position At) : Condition(At);

/// <summary>
/// The column passes <see cref="To"/> now and did not before: a new row that passes it, or an update into it.
/// With <see cref="From"/>, an update whose old value passes that.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="To">The test of the new value.</param>
/// <param name="From">The test of the old value; null for "anything that fails <paramref name="To"/>".</param>
/// <param name="At">The place in the file.</param>
public sealed record Becomes(ColumnReference Column, ValueTest To, ValueTest? From, Position At) : Condition(At);

/// <summary>All hold for the same write.</summary>
public sealed record AllOf(IReadOnlyList<Condition> Conditions, Position At) : Condition(At);

/// <summary>At least one holds.</summary>
public sealed record AnyOf(IReadOnlyList<Condition> Conditions, Position At) : Condition(At);

/// <summary>One entry of <c>where</c> or <c>holds</c>: a test of the row's value; all entries must pass.</summary>
/// <param name="Column">The column.</param>
/// <param name="Test">Its test.</param>
public sealed record Filter(ColumnReference Column, ValueTest Test);
