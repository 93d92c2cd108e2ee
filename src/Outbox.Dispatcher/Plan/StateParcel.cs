using System.Text.Json;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>All attributes of a person or an object, as they are now.</summary>
/// <param name="PersonId">Who; of an object, what the outbox knows it by.</param>
/// <param name="Item">The bytes.</param>
/// <param name="Touches">The touches that it closes.</param>
/// <param name="AttributesJson">All attributes as shaped.</param>
/// <param name="Hash">The hash of <paramref name="AttributesJson"/>, whatever is left out of the item.</param>
/// <param name="Stamp">The timestamp that orders the updates, unix seconds.</param>
/// <param name="LeftOut">Attributes that Customer.io refused.</param>
public abstract record StateParcel(
    string PersonId,
    TrackItem Item,
    IReadOnlyList<RowKey> Touches,
    string AttributesJson,
    string Hash,
    long Stamp,
    IReadOnlyList<string> LeftOut)
    : Parcel(PersonId, Item, Touches)
{
    /// <summary>What captures the writes: for faults.</summary>
    public abstract string CapturedBy { get; }

    /// <summary>What is known while the request is on its way: a hash that equals none, and the stamp.</summary>
    public SentPerson OnItsWay => new(PersonId, null, Stamp);

    /// <summary>What is known once the request was accepted.</summary>
    public virtual SentPerson Accepted => new(PersonId, Hash, Stamp);

    /// <summary>
    /// The same without one more attribute; null where it does not carry that attribute, since going again would then be
    /// the same request again.
    /// </summary>
    public StateParcel? Without(string attribute)
    {
        using var attributes = JsonDocument.Parse(AttributesJson);
        if (LeftOut.Contains(attribute) || !attributes.RootElement.TryGetProperty(attribute, out _))
        {
            return null;
        }

        IReadOnlyList<string> leftOut = [.. LeftOut, attribute];
        return this with { Item = ItemWithout(leftOut), LeftOut = leftOut };
    }

    /// <summary>The item without some attributes.</summary>
    protected abstract TrackItem ItemWithout(IReadOnlyList<string> leftOut);
}
