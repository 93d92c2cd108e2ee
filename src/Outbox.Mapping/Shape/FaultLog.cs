using Outbox.Core.Errors;

namespace Outbox.Mapping.Shape;

/// <summary>Collects faults while a row is shaped; the same fault of the same field once, however many lines have it.</summary>
/// <param name="textWasBroken">Whether a text of the row held half a surrogate pair.</param>
internal sealed class FaultLog(bool textWasBroken = false)
{
    private List<ShapeFault>? _faults;

    /// <summary>All so far.</summary>
    public IReadOnlyList<ShapeFault> Faults => (IReadOnlyList<ShapeFault>?)_faults ?? [];

    /// <summary>Records one.</summary>
    public void Add(ErrorCode code, string field, string detail)
    {
        _faults ??= [];
        if (!_faults.Exists(f => f.Code == code && f.Field == field))
        {
            _faults.Add(new ShapeFault(code, field, detail));
        }
    }

    /// <summary>Records that a text was mended.</summary>
    public void AddBrokenText(string field) => Add(RowErrors.BrokenText, field, "half a surrogate pair was replaced by U+FFFD");

    /// <summary>Records it where a text shows the mark of it.</summary>
    public void AddIfBroken(string field, string text)
    {
        if (textWasBroken && text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            AddBrokenText(field);
        }
    }
}
