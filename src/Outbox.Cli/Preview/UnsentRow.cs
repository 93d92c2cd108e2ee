namespace Outbox.Cli.Preview;

/// <summary>A row of which nothing would be sent.</summary>
/// <param name="EventId">The event id, or the person's key.</param>
/// <param name="Status"><c>dead</c> or <c>skipped</c>.</param>
/// <param name="Reason">As the outbox would keep it: a code, then words.</param>
internal sealed record UnsentRow(string EventId, string Status, string Reason);
