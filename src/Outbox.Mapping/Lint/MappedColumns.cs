using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint;

/// <summary>A place where the mapping names a column.</summary>
/// <param name="Table">The column's table, as the mapping names it.</param>
/// <param name="Column">The column, as the mapping names it.</param>
/// <param name="Path">The place by keys.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record MappedColumn(TableName Table, string Column, string Path, int Line);

/// <summary>All places where a mapping names a column.</summary>
public static class MappedColumns
{
    /// <summary>The places, in the order of the mapping's sections.</summary>
    public static IReadOnlyList<MappedColumn> Of(MappingDocument mapping) =>
        [.. ColumnWalk.All(mapping).Select(use => new MappedColumn(use.Table.Name, use.Column.Name, use.Path, use.Column.At.Line))];
}
