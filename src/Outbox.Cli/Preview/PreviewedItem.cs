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

/// <summary>A row of which nothing would be sent.</summary>
/// <param name="EventId">The event id, or the person's key.</param>
/// <param name="Status"><c>dead</c> or <c>skipped</c>.</param>
/// <param name="Reason">As the outbox would keep it: a code, then words.</param>
internal sealed record UnsentRow(string EventId, string Status, string Reason);

/// <summary>A code of the error registry and what it is about.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">One sentence or less, without personal data.</param>
internal sealed record PreviewNote(string Code, string Text);

/// <summary>What a preview found.</summary>
/// <param name="Event">The event's name, or <c>people</c>.</param>
/// <param name="Delivery">How the event type goes out: the mapping's word, or the database's where it has the outbox; null of people.</param>
/// <param name="DeliveryFrom"><c>mapping</c> or <c>database</c>.</param>
/// <param name="Items">What would be sent, in order.</param>
/// <param name="Unsent">Rows of which nothing would be.</param>
/// <param name="Missing">Keys without a row.</param>
internal sealed record PreviewReport(
    string Event,
    string? Delivery,
    string DeliveryFrom,
    IReadOnlyList<PreviewedItem> Items,
    IReadOnlyList<UnsentRow> Unsent,
    IReadOnlyList<string> Missing);
