using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Core.Messages;

namespace Outbox.Stores.SqlServer;

/// <content>Lanes: who owns them, what is read of them.</content>
public sealed partial class SqlServerOutboxStore
{
    /// <inheritdoc/>
    public Task<LaneLeases> RenewLanesAsync(
        DispatcherIdentity dispatcher, TimeSpan lease, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        await using var sets = await connection.QueryMultipleAsync(Procedure(
            "RenewLanes",
            new { dispatcher.Owner, LeaseMs = (int)lease.TotalMilliseconds, dispatcher.Host, dispatcher.Version },
            cancellationToken));
        var (live, place) = await sets.ReadSingleAsync<(int, int)>();
        var lanes = await sets.ReadAsync<(byte Lane, string? Owner, long Token, bool IsFree)>();
        return new LaneLeases(live, place, [.. lanes.Select(l => new LaneState(l.Lane, l.Owner, l.Token, l.IsFree))]);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LaneToken>> ClaimLanesAsync(
        string owner, TimeSpan lease, int most, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var lanes = await connection.QueryAsync<(byte Lane, long Token)>(Procedure(
            "ClaimLanes", new { Owner = owner, LeaseMs = (int)lease.TotalMilliseconds, Most = most }, cancellationToken));
        return (IReadOnlyList<LaneToken>)[.. lanes.Select(l => new LaneToken(l.Lane, l.Token, owner))];
    }, cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseLanesAsync(
        string owner, IReadOnlyList<LaneToken> lanes, bool isLast, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteAsync(Procedure(
            "ReleaseLanes", new { Owner = owner, Lanes = TableValues.LaneTokens(lanes), IsLast = isLast }, cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<PendingRead> ReadPendingAsync(
        IReadOnlyList<LaneToken> lanes, int limit, CancellationToken cancellationToken) => ReadAsync(
        "ReadLanes",
        new { Lanes = TableValues.LaneTokens(lanes), Limit = limit },
        async reader =>
        {
            await reader.ReadAsync(cancellationToken);
            var hasUnrouted = reader.GetBoolean(0);
            await reader.NextResultAsync(cancellationToken);
            return new PendingRead(ReadMessages(reader, cancellationToken), hasUnrouted);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<OutboxMessage>> ReadUnroutedAsync(int limit, CancellationToken cancellationToken) => ReadAsync(
        "ReadUnrouted", new { Limit = limit }, reader => Task.FromResult(ReadMessages(reader, cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public Task<int> RouteAsync(IReadOnlyList<MessageRoute> routes, CancellationToken cancellationToken) => RunAsync(

        // Neither cancelled nor timed out by the client: the procedure could then not give back its session's lock. It waits
        // for no lock longer than a few seconds itself.
        connection => connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "outbox.RouteMessages",
            new { Routes = TableValues.Routes(routes) },
            commandType: CommandType.StoredProcedure,
            commandTimeout: 0)),
        cancellationToken);

    private static IReadOnlyList<OutboxMessage> ReadMessages(SqlDataReader reader, CancellationToken cancellationToken)
    {
        var messages = new List<OutboxMessage>();
        for (long characters = 0; characters < ReadBudget.OfARead && LongRows.Next(reader, cancellationToken);)
        {
            var message = ServerMessages.Read(reader);
            messages.Add(message);
            characters += (message.Captured?.Length ?? 0) + (message.Properties?.Length ?? 0);
        }

        return messages;
    }
}
