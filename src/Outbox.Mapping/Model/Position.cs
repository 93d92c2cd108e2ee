namespace Outbox.Mapping.Model;

/// <summary>A place in the mapping file, both counted from 1.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
public readonly record struct Position(int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}";
}
