namespace Outbox.Core.Messages;

/// <summary>
/// Which row of the outbox is meant. A number alone does not tell: after a forced failover or a restore in place the database
/// deals the numbers of lost rows again, and a dispatcher that still works on a lost row would settle another one.
/// </summary>
/// <param name="MessageId">Its number.</param>
/// <param name="CreatedAt">When it was written, by the database's clock, UTC, milliseconds.</param>
public readonly record struct RowKey(long MessageId, DateTime CreatedAt);
