using Dapper;

namespace Outbox.Stores.Sqlite;

/// <content>Who people are.</content>
public sealed partial class SqliteOutboxStore
{
    /// <inheritdoc/>
    public Task<Identities> ReadIdentitiesAsync(
        IReadOnlyCollection<string> personIds,
        IReadOnlyCollection<string> keys,
        IReadOnlyCollection<string> hashes,
        CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var ids = new { personIds = StoredJson.Write(personIds) };
        var links = await connection.QueryAsync<(string PersonId, string PersonKey, string LinkedAt, string? MergingAt, string? MergedAt)>(
            Command("ReadLinks", ids, cancellationToken));
        var merges = keys.Count == 0 ? [] : await connection.QueryAsync<(string FromKey, string Captured)>(
            Command("ReadMerges", new { keys = StoredJson.Write(keys) }, cancellationToken));

        // Most shops have none; a thousand hashes are a long text.
        var removals = await connection.ExecuteScalarAsync<long>(Command("HasRemovals", null, cancellationToken)) == 0
            ? []
            : await connection.QueryAsync<(string PersonHash, string Kind)>(
                Command("ReadRemovals", new { hashes = StoredJson.Write(hashes) }, cancellationToken));
        return new Identities(
            links.ToDictionary(
                l => l.PersonId,
                l => new PersonLink(
                    l.PersonId, l.PersonKey, SqliteTime.Read(l.LinkedAt), SqliteTime.ReadOrNull(l.MergingAt), SqliteTime.ReadOrNull(l.MergedAt)),
                StringComparer.Ordinal),
            MergeNotes.ByKey(merges),
            removals.ToDictionary(r => r.PersonHash, r => Enum.Parse<RemovalKind>(r.Kind, ignoreCase: true), StringComparer.Ordinal));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, DateTime>> ReadFirstSentAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<(string PersonId, string FirstSentAt)>(
            Command("ReadFirstSent", new { personIds = StoredJson.Write(personIds) }, cancellationToken));
        return (IReadOnlyDictionary<string, DateTime>)rows.ToDictionary(
            r => r.PersonId, r => SqliteTime.Read(r.FirstSentAt), StringComparer.Ordinal);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GuestOf>> ReadGuestsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<(string PersonKey, string PersonId, string? MergedAt)>(
            Command("ReadGuests", new { keys = StoredJson.Write(keys) }, cancellationToken));
        return (IReadOnlyList<GuestOf>)[.. rows.Select(r => new GuestOf(r.PersonKey, r.PersonId, r.MergedAt is not null))];
    }, cancellationToken);

    /// <summary>Gives pending rows to the persons whom they belong to. None goes to another lane: there is one.</summary>
    public Task<IReadOnlySet<long>> MoveAsync(
        IReadOnlyList<LaneToken> lanes, IReadOnlyList<MessageMove> moves, CancellationToken cancellationToken) => WriteAsync(
        async (connection, transaction) =>
        {
            var held = await ReadHeldAsync(connection, transaction, lanes, cancellationToken);
            var moved = await connection.QueryAsync<long>(Command(
                "MoveMessages",
                new
                {
                    moves = StoredJson.Write(moves.Select(m => new
                    {
                        m.Row.MessageId,
                        CreatedAt = SqliteTime.Write(m.Row.CreatedAt),
                        m.PersonKey,
                        m.PersonId,
                    })),
                    held = StoredJson.Write(held.Select(lane => (int)lane)),
                },
                cancellationToken,
                transaction));
            return (IReadOnlySet<long>)moves.Select(m => m.Row.MessageId).Except(moved).ToHashSet();
        },
        cancellationToken);

    private static async Task SettleAsync(Func<string, object, Task> write, Settlement settlement, bool isHeld)
    {
        // What Customer.io has accepted is a fact; the rest are decisions, of the owner of all the lanes alone.
        var guests = settlement.Guests.Where(guest => isHeld || guest.Stage == MergeStage.Merged).ToList();
        if (guests.Count > 0)
        {
            await write("SettleGuests", new
            {
                guests = StoredJson.Write(guests.Select(g => new { g.PersonId, g.PersonKey, g.PrimaryId, Stage = Word(g.Stage) })),
            });
        }

        if (settlement.Removals.Count > 0)
        {
            await write("SettleRemovals", new
            {
                removals = StoredJson.Write(settlement.Removals.Select(r => new
                {
                    r.PersonHash,
                    r.PersonId,
                    r.EmailHash,
                    Kind = Word(r.Kind),
                    r.PersonKey,
                    RequestedAt = SqliteTime.Write(r.RequestedAt),
                })),
            });
        }

        if (isHeld && settlement.Delays.Count > 0)
        {
            await write("DelayMessages", new
            {
                delays = StoredJson.Write(settlement.Delays.Select(d => new
                {
                    d.Row.MessageId,
                    CreatedAt = SqliteTime.Write(d.Row.CreatedAt),
                    DelayMs = (long)d.Delay.TotalMilliseconds,
                })),
            });
        }

        if (isHeld && settlement.Erased.Count > 0)
        {
            await write("EraseRows", new { rows = SqliteRows.Write(settlement.Erased) });
        }

        foreach (var person in settlement.Erasures)
        {
            var who = new { personKey = person.PersonKey, personId = person.PersonId, personHash = person.PersonHash, email = person.Email };
            await write("EraseDetails", who);
            await write("CountErased", who);
            await write("EraseMessages", who);
            await write("ErasePerson", who);
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
