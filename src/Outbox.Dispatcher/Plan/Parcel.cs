using Outbox.Core.Messages;
using Outbox.CustomerIo;

namespace Outbox.Dispatcher.Plan;

/// <summary>An item of a request and the rows that its answer settles.</summary>
/// <param name="PersonId">Whose it is.</param>
/// <param name="Item">The bytes; at most <see cref="TrackItem.MaxBytes"/>.</param>
/// <param name="MessageIds">The rows; none where an identify goes only because an event needs it.</param>
public abstract record Parcel(string PersonId, TrackItem Item, IReadOnlyList<long> MessageIds)
{
    /// <summary>Whether it shares a request with no other parcel of its person.</summary>
    public virtual bool TravelsAlone => true;

    /// <summary>The event type whose other events of the person it shares no request with; null for none.</summary>
    public virtual string? KeepsApartFrom => null;
}

/// <summary>A fact about a person.</summary>
/// <param name="PersonId">Whose it is.</param>
/// <param name="Item">The bytes.</param>
/// <param name="MessageId">The row.</param>
/// <param name="Type">The event type.</param>
/// <param name="IsStrict">Whether the type's events of one person stay apart.</param>
public sealed record EventParcel(string PersonId, TrackItem Item, long MessageId, string Type, bool IsStrict)
    : Parcel(PersonId, Item, [MessageId])
{
    /// <summary>Why it comes too late to start a campaign; null where it does not.</summary>
    public string? Late { get; init; }

    /// <inheritdoc/>
    public override bool TravelsAlone => false;

    /// <inheritdoc/>
    public override string? KeepsApartFrom => IsStrict ? Type : null;
}

/// <summary>A person's deletion or suppression.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Item">The bytes.</param>
/// <param name="MessageId">The row.</param>
public sealed record RemovalParcel(string PersonId, TrackItem Item, long MessageId) : Parcel(PersonId, Item, [MessageId])
{
    /// <summary>The removal that a row asks for.</summary>
    public static RemovalParcel Of(string personId, OutboxMessage message) => new(
        personId,
        message.Kind == MessageKind.Suppress ? TrackItem.Suppress(personId) : TrackItem.Delete(personId),
        message.MessageId);
}
