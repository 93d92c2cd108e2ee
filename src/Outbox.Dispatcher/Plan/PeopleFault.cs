using Outbox.Core.Errors;
using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>A loss among a person's attributes, recorded with the touch that brought it up, if any.</summary>
public static class PeopleFault
{
    /// <summary>What captures the people table's writes.</summary>
    public const string CapturedBy = "people";

    /// <summary>Makes the fault of what was sent.</summary>
    public static RecordedFault Of(StateParcel parcel, ErrorCode code, string? field, string detail) =>
        Of(parcel.Touches, code, field, detail) with { CapturedBy = parcel.CapturedBy };

    /// <summary>Makes the fault.</summary>
    public static RecordedFault Of(IReadOnlyList<RowKey> touches, ErrorCode code, string? field, string detail) =>
        new(touches.Count > 0 ? touches[0] : null, CapturedBy, code.Id, field, detail);
}
