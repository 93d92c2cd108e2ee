using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Mapping.Model;

namespace Outbox.Dispatcher.Plan;

/// <summary>An object's attributes.</summary>
/// <param name="PersonId">What the outbox knows it by.</param>
/// <param name="Item">The bytes.</param>
/// <param name="Touches">The rows that it closes.</param>
/// <param name="AttributesJson">All attributes as shaped.</param>
/// <param name="Hash">The hash of <paramref name="AttributesJson"/>.</param>
/// <param name="Stamp">Unix seconds; Customer.io takes none with an object, and orders by arrival.</param>
/// <param name="LeftOut">Attributes that Customer.io refused.</param>
/// <param name="Mapped">What it is.</param>
/// <param name="ObjectId">Its id at Customer.io.</param>
public sealed record ObjectParcel(
    string PersonId,
    TrackItem Item,
    IReadOnlyList<RowKey> Touches,
    string AttributesJson,
    string Hash,
    long Stamp,
    IReadOnlyList<string> LeftOut,
    MappedObject Mapped,
    string ObjectId)
    : StateParcel(PersonId, Item, Touches, AttributesJson, Hash, Stamp, LeftOut)
{
    /// <inheritdoc/>
    public override string CapturedBy => Mapped.CapturedBy;

    /// <inheritdoc/>
    protected override TrackItem ItemWithout(IReadOnlyList<string> leftOut) =>
        TrackItem.IdentifyObject(Mapped.Type, ObjectId, AttributesJson, leftOut);
}
