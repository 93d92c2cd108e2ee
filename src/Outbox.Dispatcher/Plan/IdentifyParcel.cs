using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Stores;

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
    /// <param name="personId">Who.</param>
    /// <param name="touches">The touches that it closes.</param>
    /// <param name="attributesJson">What it carries.</param>
    /// <param name="hash">The hash of all attributes of the person; empty where it carries others.</param>
    /// <param name="stamp">The timestamp that orders the updates, unix seconds.</param>
    public static IdentifyParcel Of(string personId, IReadOnlyList<RowKey> touches, string attributesJson, string hash, long stamp) =>
        new(personId, TrackItem.Identify(personId, attributesJson, stamp), touches, attributesJson, hash, stamp, []);

    /// <summary>
    /// What travels next, once this was accepted, and closes the touches: a changed address. Null where this is all.
    /// </summary>
    public IdentifyParcel? Then { get; init; }

    /// <summary>What the outbox remembers of the values that do not go with every identify; null for what it knows already.</summary>
    public string? Baseline { get; init; }

    /// <summary>What is known once the request was accepted: the attributes as a whole only with the last part.</summary>
    public override SentPerson Accepted => new(PersonId, Then is null && Hash.Length > 0 ? Hash : null, Stamp) { Baseline = Baseline };

    /// <inheritdoc/>
    public override string CapturedBy => PeopleFault.CapturedBy;

    /// <inheritdoc/>
    protected override TrackItem ItemWithout(IReadOnlyList<string> leftOut) =>
        TrackItem.Identify(PersonId, AttributesJson, Stamp, leftOut);
}
