namespace Outbox.Mapping.Model;

/// <summary>A table or view, and where the mapping names it.</summary>
/// <param name="Name">The name.</param>
/// <param name="At">The place in the file.</param>
public sealed record TableReference(TableName Name, Position At);

/// <summary>A column, and where the mapping names it.</summary>
/// <param name="Name">The column's name as written.</param>
/// <param name="At">The place in the file.</param>
public sealed record ColumnReference(string Name, Position At);

/// <summary>One equality of an <c>on</c>: a column of the row at hand and the column it matches.</summary>
/// <param name="Here">The column of the captured row (or of the line, within <c>each</c>).</param>
/// <param name="There">The column of the other table.</param>
public sealed record Join(ColumnReference Here, ColumnReference There);

/// <summary><c>{ lookup: TABLE, on: …, column: … }</c>: one value of the row of another table that matches.</summary>
/// <param name="Table">The other table.</param>
/// <param name="On">What must match; together unique in the other table.</param>
/// <param name="Column">The column to take.</param>
public sealed record Lookup(TableReference Table, IReadOnlyList<Join> On, ColumnReference Column);

/// <summary><c>view: { name, on, columns }</c>: a view of which one row belongs to the row at hand.</summary>
/// <param name="View">The view.</param>
/// <param name="On">What must match; together unique in the view.</param>
/// <param name="Columns">
/// How columns of the view are converted. Columns not listed are taken by their type; those of <see cref="On"/> are left out.
/// </param>
public sealed record ViewReference(TableReference View, IReadOnlyList<Join> On, IReadOnlyList<Property> Columns);
