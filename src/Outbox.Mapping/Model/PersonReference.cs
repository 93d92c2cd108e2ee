namespace Outbox.Mapping.Model;

/// <summary>Whose row it is.</summary>
public abstract record PersonReference(Position At);

/// <summary>A column of the row holds the person's key.</summary>
public sealed record DirectPerson(ColumnReference Column) : PersonReference(Column.At);

/// <summary>Another table's row tells the person's key; resolved after the commit, by the dispatcher.</summary>
public sealed record LookedUpPerson(Lookup Lookup, Position At) : PersonReference(At);
