using Outbox.Core.Errors;

namespace Outbox.Mapping.Shape;

/// <summary>Collects faults while a row is shaped.</summary>
internal sealed class FaultLog
{
    private List<ShapeFault>? _faults;

    /// <summary>All so far.</summary>
    public IReadOnlyList<ShapeFault> Faults => (IReadOnlyList<ShapeFault>?)_faults ?? [];

    /// <summary>Records one.</summary>
    public void Add(ErrorCode code, string field, string detail) => (_faults ??= []).Add(new ShapeFault(code, field, detail));
}
