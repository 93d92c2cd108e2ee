using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>
/// A lane as one owner holds it. The token rises with every owner; what is done under an old one is refused. A token is data
/// of the database and is dealt again after a restore, so that the owner must be the same as well.
/// </summary>
/// <param name="Lane">The lane.</param>
/// <param name="Token">The token.</param>
/// <param name="Owner">Who holds it: another name for each process.</param>
public readonly record struct LaneToken(byte Lane, long Token, string Owner);

/// <summary>A dispatcher, as the others see it.</summary>
/// <param name="Owner">Its name, another one for each process: <c>host:pid:random</c>, at most 200 characters.</param>
/// <param name="Host">The machine.</param>
/// <param name="Version">Of the program.</param>
public sealed record DispatcherIdentity(string Owner, string Host, string Version);

/// <summary>A lane as the database has it.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Owner">Whose it is or was; null for nobody's.</param>
/// <param name="Token">Its last owner's token.</param>
/// <param name="IsFree">Whether nobody holds it: never leased, handed back or expired.</param>
public sealed record LaneState(byte Lane, string? Owner, long Token, bool IsFree);

/// <summary>What a heartbeat brings.</summary>
/// <param name="Live">Dispatchers alive, 1 or more: the caller is one.</param>
/// <param name="Place">The caller's place among them by age, from 1.</param>
/// <param name="Lanes">All lanes, in order; the caller's are leased anew.</param>
public sealed record LaneLeases(int Live, int Place, IReadOnlyList<LaneState> Lanes);

/// <summary>A read of lanes.</summary>
/// <param name="Messages">The rows, live before backfill, in order.</param>
/// <param name="HasUnrouted">Whether rows wait to learn whose they are; rows behind them are held back.</param>
public sealed record PendingRead(IReadOnlyList<OutboxMessage> Messages, bool HasUnrouted);

/// <summary>Whose a row is, found by a lookup.</summary>
/// <param name="Row">The row.</param>
/// <param name="PersonKey">The key; null for a guest and for nobody.</param>
/// <param name="GuestEmail">The guest's e-mail; null for a person with a key and for nobody.</param>
public sealed record MessageRoute(RowKey Row, string? PersonKey, string? GuestEmail);
