using Dapper;
using Outbox.Core.Messages;

namespace Outbox.Stores.Sqlite;

/// <content>The one lane: who owns it, what is read of it.</content>
public sealed partial class SqliteOutboxStore
{
    private static readonly string[] Heartbeat = ["SeeDispatcher", "RenewLanes", "CutLeases", "ForgetDispatchers"];

    /// <inheritdoc/>
    public Task<LaneLeases> RenewLanesAsync(
        DispatcherIdentity dispatcher, TimeSpan lease, CancellationToken cancellationToken) => WriteAsync(async (connection, transaction) =>
    {
        var owner = new { owner = dispatcher.Owner, host = dispatcher.Host, version = dispatcher.Version, leaseMs = (long)lease.TotalMilliseconds };
        foreach (var query in Heartbeat)
        {
            await connection.ExecuteAsync(Command(query, owner, cancellationToken, transaction));
        }

        var (live, place) = await connection.QuerySingleAsync<(long, long)>(Command("ReadLive", owner, cancellationToken, transaction));
        var lanes = await connection.QueryAsync<(long Lane, string? Owner, long Token, long IsFree)>(
            Command("ReadLaneOwners", null, cancellationToken, transaction));
        return new LaneLeases(
            (int)live, (int)place, [.. lanes.Select(l => new LaneState((byte)l.Lane, l.Owner, l.Token, l.IsFree == 1))]);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LaneToken>> ClaimLanesAsync(
        string owner, TimeSpan lease, int most, CancellationToken cancellationToken) => WriteAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(Command(
            "ClaimLanes", new { owner, leaseMs = (long)lease.TotalMilliseconds, most }, cancellationToken, transaction));
        var lanes = await connection.QueryAsync<(long Lane, string? Owner, long Token, long IsFree)>(
            Command("ReadLaneOwners", null, cancellationToken, transaction));
        return (IReadOnlyList<LaneToken>)[.. lanes.Where(l => l.Owner == owner).Select(l => new LaneToken((byte)l.Lane, l.Token, owner))];
    }, cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseLanesAsync(
        string owner, IReadOnlyList<LaneToken> lanes, bool isLast, CancellationToken cancellationToken) => WriteAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(Command("ReleaseLanes", new { owner, lanes = Json(lanes), isLast = isLast ? 1 : 0 }, cancellationToken, transaction));
        return isLast ? await connection.ExecuteAsync(Command("ForgetDispatcher", new { owner }, cancellationToken, transaction)) : 0;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<PendingRead> ReadPendingAsync(
        IReadOnlyList<LaneToken> lanes, int limit, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = SqliteQueries.Get("ReadPending");
        command.Parameters.AddWithValue("@lanes", Json(lanes));
        command.Parameters.AddWithValue("@limit", limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var messages = new List<OutboxMessage>();
        for (long characters = 0; characters < ReadBudget.OfARead && await reader.ReadAsync(cancellationToken);)
        {
            var message = SqliteMessages.Read(reader);
            messages.Add(message);
            characters += (message.Captured?.Length ?? 0) + (message.Properties?.Length ?? 0);
        }

        return new PendingRead(messages, HasUnrouted: false);
    }, cancellationToken);

    /// <summary>None: there is one lane, whoever a row belongs to.</summary>
    public Task<IReadOnlyList<OutboxMessage>> ReadUnroutedAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OutboxMessage>>([]);

    /// <summary>Nothing to do: there is one lane, whoever a row belongs to.</summary>
    public Task<int> RouteAsync(IReadOnlyList<MessageRoute> routes, CancellationToken cancellationToken) => Task.FromResult(0);
}
