namespace Outbox.Cli.Preview;

/// <summary>An event that a test profile got.</summary>
/// <param name="PersonId">The profile's id.</param>
/// <param name="Name">The name it went under.</param>
/// <param name="Ulid">Its id, made for this once.</param>
internal sealed record SentEvent(string PersonId, string Name, string Ulid);
