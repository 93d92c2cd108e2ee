namespace Outbox.Cli.Demo.Journal;

/// <summary>A fact and when its transaction was known to be through.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="CommittedAt">The wall clock after COMMIT returned; null for what a schedule finds later.</param>
internal sealed record Entry(Fact Fact, DateTimeOffset? CommittedAt);
