namespace Outbox.Mapping.Capture;

/// <summary>A value that a capture keeps.</summary>
/// <param name="Column">The column.</param>
/// <param name="Before">Whether the value before the write is meant.</param>
public readonly record struct CapturedColumn(string Column, bool Before)
{
    /// <summary>Its key in the captured JSON object: the column's name, with <c>before:</c> in front of an old value.</summary>
    public string Key => Before ? "before:" + Column : Column;
}
