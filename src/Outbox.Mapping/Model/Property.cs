namespace Outbox.Mapping.Model;

/// <summary>An entry of <c>properties</c> or <c>attributes</c>.</summary>
/// <param name="Name">Its name at Customer.io.</param>
/// <param name="At">The place in the file.</param>
public abstract record Property(string Name, Position At);

/// <summary>A column of the captured row.</summary>
/// <param name="Name">Its name at Customer.io.</param>
/// <param name="Column">The column.</param>
/// <param name="Conversion">How the value is converted.</param>
/// <param name="Before">Whether the value before the write is meant (<c>before: true</c>), such as an old price.</param>
/// <param name="At">The place in the file.</param>
public sealed record ColumnProperty(string Name, ColumnReference Column, Conversion Conversion, bool Before, Position At) : Property(Name, At);

/// <summary>A value of another table's row; read after the commit.</summary>
/// <param name="Name">Its name at Customer.io.</param>
/// <param name="Lookup">Where it stands.</param>
/// <param name="Conversion">How the value is converted; its currency or region columns are the other table's.</param>
/// <param name="At">The place in the file.</param>
public sealed record LookupProperty(string Name, Lookup Lookup, Conversion Conversion, Position At) : Property(Name, At);

/// <summary>The rows of another table that belong to this one, as an array of objects; read after the commit.</summary>
/// <param name="Name">Its name at Customer.io.</param>
/// <param name="Table">The other table.</param>
/// <param name="On">What must match.</param>
/// <param name="Properties">Columns and lookups of the other table's row. No <c>each</c> within an <c>each</c>.</param>
/// <param name="At">The place in the file.</param>
public sealed record EachProperty(string Name, TableReference Table, IReadOnlyList<Join> On, IReadOnlyList<Property> Properties, Position At) : Property(Name, At);
