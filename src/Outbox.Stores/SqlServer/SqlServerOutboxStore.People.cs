using System.Data;
using Dapper;

namespace Outbox.Stores.SqlServer;

/// <content>Who people are.</content>
public sealed partial class SqlServerOutboxStore
{
    /// <inheritdoc/>
    public Task<Identities> ReadIdentitiesAsync(
        IReadOnlyCollection<string> personIds,
        IReadOnlyCollection<string> keys,
        IReadOnlyCollection<string> hashes,
        CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        await using var sets = await connection.QueryMultipleAsync(Procedure(
            "ReadIdentities",
            new { PersonIds = TableValues.Keys(personIds), Keys = TableValues.Keys(keys), Hashes = TableValues.Keys(hashes) },
            cancellationToken));
        var links = await sets.ReadAsync<(string PersonId, string PersonKey, DateTime LinkedAt, DateTime? MergingAt, DateTime? MergedAt)>();
        var merges = await sets.ReadAsync<(string FromKey, string Captured)>();
        var removals = await sets.ReadAsync<(string PersonHash, string Kind)>();
        return new Identities(
            links.ToDictionary(
                l => l.PersonId,
                l => new PersonLink(l.PersonId, l.PersonKey, Utc(l.LinkedAt), UtcOrNull(l.MergingAt), UtcOrNull(l.MergedAt)),
                StringComparer.Ordinal),
            MergeNotes.ByKey(merges),
            removals.ToDictionary(r => r.PersonHash, r => Enum.Parse<RemovalKind>(r.Kind, ignoreCase: true), StringComparer.Ordinal));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, DateTime>> ReadFirstSentAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<(string PersonId, string? AttributesHash, long Stamp, DateTime? FirstSentAt, string? Baseline)>(
            Procedure("ReadSentPeople", new { PersonIds = TableValues.Keys(personIds) }, cancellationToken));
        return (IReadOnlyDictionary<string, DateTime>)rows
            .Where(r => r.FirstSentAt is not null)
            .ToDictionary(r => r.PersonId, r => Utc(r.FirstSentAt!.Value), StringComparer.Ordinal);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GuestOf>> ReadGuestsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<(string PersonKey, string PersonId, DateTime? MergedAt)>(
            Procedure("ReadGuests", new { Keys = TableValues.Keys(keys) }, cancellationToken));
        return (IReadOnlyList<GuestOf>)[.. rows.Select(r => new GuestOf(r.PersonKey, r.PersonId, r.MergedAt is not null))];
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlySet<long>> MoveAsync(
        IReadOnlyList<LaneToken> lanes, IReadOnlyList<MessageMove> moves, CancellationToken cancellationToken) => RunAsync(
        async connection => (IReadOnlySet<long>)(await connection.QueryAsync<long>(Procedure(
            "MoveMessages", new { Lanes = TableValues.LaneTokens(lanes), Moves = TableValues.Moves(moves) }, cancellationToken))).ToHashSet(),
        cancellationToken);

    private async Task EraseAsync(IReadOnlyList<Erasure> erasures, CancellationToken cancellationToken)
    {
        foreach (var person in erasures)
        {
            // It goes through the whole outbox: no time-out.
            await RunAsync(
                connection => connection.ExecuteAsync(new CommandDefinition(
                    "outbox.ErasePerson",
                    new { person.PersonKey, person.PersonId, person.PersonHash, person.Email },
                    commandType: CommandType.StoredProcedure,
                    commandTimeout: 0,
                    cancellationToken: cancellationToken)),
                cancellationToken);
        }
    }

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);

    private static DateTime? UtcOrNull(DateTime? time) => time is { } value ? Utc(value) : null;
}
