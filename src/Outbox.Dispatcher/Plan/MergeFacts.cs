using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>What a read knows of a merge.</summary>
/// <param name="Row">Its row; the person is the one who goes.</param>
/// <param name="PrimaryKey">The key of who stays; null where the row names nobody.</param>
/// <param name="PrimaryId">The id of who stays.</param>
/// <param name="Primary">How the shop has who stays.</param>
/// <param name="Removal">How who stays was removed; null for not at all.</param>
/// <param name="FirstSentAt">When Customer.io first accepted who stays, UTC; null for not yet.</param>
/// <param name="Link">What is known of who goes; null for nothing yet.</param>
/// <param name="WasSent">Whether anything was sent for who goes.</param>
/// <param name="IsSomebody">Whether the people table has who goes as a person.</param>
public sealed record MergeFacts(
    PersonalRow Row,
    string? PrimaryKey,
    string? PrimaryId,
    PersonState Primary,
    RemovalKind? Removal,
    DateTime? FirstSentAt,
    PersonLink? Link,
    bool WasSent,
    bool IsSomebody)
{
    /// <summary>What Customer.io last accepted of who goes; null for nothing.</summary>
    public SentPerson? Sent { get; init; }

    /// <summary>What Customer.io last accepted of who stays; null for nothing.</summary>
    public SentPerson? PrimarySent { get; init; }
}
