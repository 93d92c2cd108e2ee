namespace Outbox.Cli.Preview;

/// <summary>An item as it would be sent.</summary>
/// <param name="Action"><c>event</c> or <c>identify</c>.</param>
/// <param name="PersonId">Whose it is, at Customer.io.</param>
/// <param name="EventId">The event id; null of a person.</param>
/// <param name="SentAs">The name it goes under; null of a person.</param>
/// <param name="Ulid">What Customer.io de-duplicates by; null of a person.</param>
/// <param name="OccurredAt">UTC, milliseconds; null of a person.</param>
/// <param name="Bytes">Bytes of the item.</param>
/// <param name="Json">The item, byte for byte.</param>
/// <param name="Warnings">What should be known of it.</param>
internal sealed record PreviewedItem(
    string Action,
    string PersonId,
    string? EventId,
    string? SentAs,
    string? Ulid,
    DateTime? OccurredAt,
    int Bytes,
    string Json,
    IReadOnlyList<PreviewNote> Warnings);
