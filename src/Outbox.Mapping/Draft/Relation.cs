using Outbox.Mapping.Model;

namespace Outbox.Mapping.Draft;

/// <summary>A foreign key.</summary>
/// <param name="From">The table that refers.</param>
/// <param name="Columns">Its columns, in order.</param>
/// <param name="To">The table that is referred to.</param>
/// <param name="KeyColumns">Its columns, in the same order.</param>
public sealed record Relation(TableName From, IReadOnlyList<string> Columns, TableName To, IReadOnlyList<string> KeyColumns);
