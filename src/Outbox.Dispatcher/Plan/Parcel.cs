using Outbox.Core.Messages;
using Outbox.Core.People;
using Outbox.CustomerIo;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>An item of a request and the rows that its answer settles.</summary>
/// <param name="PersonId">Whose it is.</param>
/// <param name="Item">The bytes; at most <see cref="TrackItem.MaxBytes"/>.</param>
/// <param name="Rows">The rows; none where an identify goes only because an event needs it.</param>
public abstract record Parcel(string PersonId, TrackItem Item, IReadOnlyList<RowKey> Rows)
{
    /// <summary>Whether it shares a request with no other parcel of its person.</summary>
    public virtual bool TravelsAlone => true;

    /// <summary>A second person whom it is about: it shares no request with a parcel of theirs either. Null for none.</summary>
    public virtual string? OtherPersonId => null;

    /// <summary>The event type whose other events of the person it shares no request with; null for none.</summary>
    public virtual string? KeepsApartFrom => null;
}

/// <summary>A fact about a person.</summary>
/// <param name="PersonId">Whose it is.</param>
/// <param name="Item">The bytes.</param>
/// <param name="Row">The row.</param>
/// <param name="Type">The event type.</param>
/// <param name="IsStrict">Whether the type's events of one person stay apart.</param>
public sealed record EventParcel(string PersonId, TrackItem Item, RowKey Row, string Type, bool IsStrict)
    : Parcel(PersonId, Item, [Row])
{
    /// <summary>Why it comes too late to start a campaign; null where it does not.</summary>
    public string? Late { get; init; }

    /// <inheritdoc/>
    public override bool TravelsAlone => false;

    /// <inheritdoc/>
    public override string? KeepsApartFrom => IsStrict ? Type : null;
}

/// <summary>A person's removal, or the end of a suppression.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Item">The bytes.</param>
/// <param name="Rows">The row; none where it goes because somebody else is forgotten.</param>
/// <param name="Kind">What is done.</param>
public sealed record RemovalParcel(string PersonId, TrackItem Item, IReadOnlyList<RowKey> Rows, RemovalKind Kind)
    : Parcel(PersonId, Item, Rows)
{
    /// <summary>What is noted once it was accepted.</summary>
    public IReadOnlyList<RemovalNote> Notes { get; init; } = [];

    /// <summary>Whose data then goes from the outbox.</summary>
    public IReadOnlyList<Erasure> Erasures { get; init; } = [];

    /// <summary>The removal that a row asks for.</summary>
    /// <param name="row">The row.</param>
    /// <param name="source">The namespace of the ids.</param>
    /// <param name="facts">What is known of the person.</param>
    public static IEnumerable<RemovalParcel> Of(PersonalRow row, string source, PersonFacts facts)
    {
        var own = Of(row, KindOf(row.Message.Kind), source);
        own = own with { Notes = [.. own.Notes.Select(note => note with { EmailHash = facts.EmailHash })] };
        if (own.Kind != RemovalKind.Forget)
        {
            return [own];
        }

        // Whoever was merged is gone at Customer.io; what is queued for the id must stay here.
        var erasure = new Erasure(row.PersonId, row.PersonKey, facts.Email, PersonHash.Of(source, row.PersonId));
        var merged = facts.Guests.Where(guest => guest.IsMerged).Select(guest => Note(guest.PersonId, null, own.Kind, source, row.Message)).ToList();
        return
        [
            .. facts.Guests.Where(guest => !guest.IsMerged).Select(guest => new RemovalParcel(guest.PersonId, TrackItem.Suppress(guest.PersonId), [], own.Kind)
            {
                Notes = [Note(guest.PersonId, null, own.Kind, source, row.Message)],
                Erasures = [new Erasure(guest.PersonId, null, null, PersonHash.Of(source, guest.PersonId))],
            }),
            own with
            {
                Notes = [.. own.Notes, .. merged],
                Erasures = [.. merged.Select(note => new Erasure(note.PersonId, null, null, note.PersonHash)), erasure],
            },
        ];
    }

    /// <summary>A removal.</summary>
    /// <param name="row">The row that it comes of, and whose person it is about.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="source">The namespace of the ids.</param>
    public static RemovalParcel Of(PersonalRow row, RemovalKind kind, string source) => new(
        row.PersonId,
        kind switch
        {
            RemovalKind.Delete => TrackItem.Delete(row.PersonId),
            RemovalKind.Restore => TrackItem.Unsuppress(row.PersonId),
            _ => TrackItem.Suppress(row.PersonId),
        },
        [row.Message.Key],
        kind)
    {
        Notes = [Note(row.PersonId, row.PersonKey, kind, source, row.Message)],
    };

    private static RemovalNote Note(string personId, string? personKey, RemovalKind kind, string source, OutboxMessage message) =>
        new(PersonHash.Of(source, personId), kind, personId, personKey, message.CreatedAt);

    private static RemovalKind KindOf(MessageKind kind) => kind switch
    {
        MessageKind.Delete => RemovalKind.Delete,
        MessageKind.Restore => RemovalKind.Restore,
        MessageKind.Forget => RemovalKind.Forget,
        _ => RemovalKind.Suppress,
    };
}

/// <summary>A merge of two persons.</summary>
/// <param name="PersonId">Who goes.</param>
/// <param name="Item">The bytes.</param>
/// <param name="Row">The row.</param>
/// <param name="PrimaryId">Who stays.</param>
/// <param name="PrimaryKey">The key of who stays.</param>
public sealed record MergeParcel(string PersonId, TrackItem Item, RowKey Row, string PrimaryId, string PrimaryKey)
    : Parcel(PersonId, Item, [Row])
{
    /// <inheritdoc/>
    public override string? OtherPersonId => PrimaryId;
}
