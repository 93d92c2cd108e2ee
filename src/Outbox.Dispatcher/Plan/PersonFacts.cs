using Outbox.Core.Messages;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>How the shop's database has a person.</summary>
public enum PersonState
{
    /// <summary>As a person to send: a row, or a guest's e-mail.</summary>
    Present,

    /// <summary>As a row that does not pass <c>people.where</c>.</summary>
    Excluded,

    /// <summary>As gone.</summary>
    Deleted,

    /// <summary>Not at all.</summary>
    Missing,
}

/// <summary>What a read knows of a person.</summary>
/// <param name="PersonId">The id at Customer.io.</param>
/// <param name="State">How the shop has the person.</param>
/// <param name="Shaped">The current attributes, where present.</param>
/// <param name="Sent">What Customer.io last accepted; null where nothing was sent.</param>
public sealed record PersonFacts(string PersonId, PersonState State, ShapedPerson? Shaped, SentPerson? Sent)
{
    /// <summary>How the person was removed from Customer.io before; null for not at all.</summary>
    public RemovalKind? Removal { get; init; }

    /// <summary>The hash of the e-mail that the shop has of the person; null for none.</summary>
    public string? EmailHash => Shaped is null ? null : Read.SharedAddresses.EmailHashOf(Shaped);

    /// <summary>Why the attributes could not be read; null where they could, or there is nobody.</summary>
    public UnreadPerson? Unread { get; init; }

    /// <summary>Where the person is to be forgotten: the ids that stand for the person.</summary>
    public IReadOnlyList<GuestOf> Guests { get; init; } = [];

    /// <summary>Where the person is to be forgotten: the e-mail in small letters, as far as it is known.</summary>
    public string? Email { get; init; }
}

/// <summary>A row whose person is known.</summary>
/// <param name="Message">The row.</param>
/// <param name="PersonId">The id at Customer.io.</param>
/// <param name="PersonKey">The key as the row or its lookup gives it; null for a guest.</param>
/// <param name="Shaped">What it was shaped to; null where it is no event or was shaped before.</param>
public sealed record PersonalRow(OutboxMessage Message, string PersonId, string? PersonKey, ShapedEvent? Shaped)
{
    /// <summary>Of a relation: whether it holds now.</summary>
    public bool Holds { get; init; }
}
