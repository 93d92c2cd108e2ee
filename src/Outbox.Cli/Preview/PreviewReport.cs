namespace Outbox.Cli.Preview;

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
