namespace Outbox.CustomerIo;

/// <summary>What the <c>Date</c> header of an answer tells of Customer.io's clock.</summary>
/// <param name="Date">As it stood in the header: whole seconds, cut.</param>
/// <param name="AskedAt">By this machine's clock, when the request began.</param>
/// <param name="AnsweredAt">By this machine's clock, when the header was there.</param>
public sealed record ServerClock(DateTimeOffset Date, DateTimeOffset AskedAt, DateTimeOffset AnsweredAt);
