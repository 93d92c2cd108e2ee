namespace Outbox.Stores;

/// <summary>A capture whose trigger is not as <c>migrate</c> left it.</summary>
/// <param name="Table">The mapped table.</param>
/// <param name="State">What became of it.</param>
/// <param name="Detail">More of it: the columns that are gone, the table that it sits on; names, no values.</param>
public sealed record CaptureFault(string Table, CaptureState State, string Detail);

/// <summary>What became of a capture's trigger.</summary>
public enum CaptureState
{
    /// <summary>It is not there: nothing of the table is captured.</summary>
    Gone,

    /// <summary>It sits on another table than the mapping names.</summary>
    Astray,

    /// <summary>Its table lost a column that it names: writes fail, or it is disabled too.</summary>
    Unbound,

    /// <summary>It is disabled: nothing of the table is captured.</summary>
    Disabled,

    /// <summary>Somebody has changed it.</summary>
    Changed,
}
