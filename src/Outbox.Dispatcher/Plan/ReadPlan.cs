using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>What a read comes to.</summary>
/// <param name="Save">Events shaped now, to be saved before the first request.</param>
/// <param name="Faults">What shaping left out.</param>
/// <param name="Closed">Rows that need no request.</param>
/// <param name="Parcels">What to send; each person's in order.</param>
public sealed record ReadPlan(
    IReadOnlyList<ShapedRow> Save,
    IReadOnlyList<RecordedFault> Faults,
    IReadOnlyList<Outcome> Closed,
    IReadOnlyList<Parcel> Parcels)
{
    /// <summary>Rows that wait, since what they need cannot be read just now.</summary>
    public IReadOnlyList<RowKey> Waiting { get; init; } = [];

    /// <summary>What is decided about who people are, to be recorded before the first request.</summary>
    public Settlement Settlement { get; init; } = Settlement.Nothing;
}
