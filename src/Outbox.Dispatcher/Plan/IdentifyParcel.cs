using Outbox.Core.Messages;
using Outbox.CustomerIo;

namespace Outbox.Dispatcher.Plan;

/// <summary>A person's attributes.</summary>
public sealed record IdentifyParcel(
    string PersonId,
    TrackItem Item,
    IReadOnlyList<RowKey> Touches,
    string AttributesJson,
    string Hash,
    long Stamp,
    IReadOnlyList<string> LeftOut)
    : StateParcel(PersonId, Item, Touches, AttributesJson, Hash, Stamp, LeftOut)
{
    /// <summary>The identify of a person.</summary>
    public static IdentifyParcel Of(string personId, IReadOnlyList<RowKey> touches, string attributesJson, string hash, long stamp) =>
        new(personId, TrackItem.Identify(personId, attributesJson, stamp), touches, attributesJson, hash, stamp, []);

    /// <inheritdoc/>
    public override string CapturedBy => PeopleFault.CapturedBy;

    /// <inheritdoc/>
    protected override TrackItem ItemWithout(IReadOnlyList<string> leftOut) =>
        TrackItem.Identify(PersonId, AttributesJson, Stamp, leftOut);
}
