using Outbox.Core.Messages;
using Outbox.Core.People;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>
/// Finds out who the persons of a read are by now: a guest may have become a customer, a key another one. Their rows are
/// given to the person, and sent by whoever owns the person's lane: nobody else may send a person's attributes.
/// </summary>
internal sealed class IdentityReader(IPlanReader store, ShopReads shop, Rules rules, Dictionary<string, PersonRow> stored)
{
    /// <summary>A key that became another, that became another, …: more than anybody has.</summary>
    private const int MostHops = 8;

    private readonly Dictionary<string, PersonLink> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _merges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RemovalKind> _removals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Whom an id stands for; null for itself.</summary>
    public PersonLink? LinkOf(string personId) => _links.GetValueOrDefault(personId);

    /// <summary>The hash of an id.</summary>
    public string HashOf(string personId) => PersonHash.Of(rules.Mapping.Source, personId);

    /// <summary>How a person was removed; null for not at all.</summary>
    public RemovalKind? RemovalOf(string personId) =>
        _removals.Count > 0 && _removals.TryGetValue(PersonHash.Of(rules.Mapping.Source, personId), out var kind) ? kind : null;

    /// <summary>Takes note of what a row of this read says: whom an id stands for from now on.</summary>
    public void Assume(PersonLink link) => _links.TryAdd(link.PersonId, link);

    /// <summary>Learns who some ids are.</summary>
    public Task LearnAsync(IEnumerable<string> personIds, CancellationToken cancellationToken) =>
        LearnAsync([.. personIds.Select(id => new Entry(id, null, null))], cancellationToken);

    /// <summary>Learns who the persons of some rows are.</summary>
    public Task LearnAsync(IEnumerable<PersonalRow> rows, CancellationToken cancellationToken) =>
        LearnAsync([.. rows.Select(row => new Entry(row.PersonId, row.PersonKey, null))], cancellationToken);

    /// <summary>
    /// Gives rows to the persons whom they belong to. Left out are rows that are now in another lane, and those that are
    /// closed.
    /// </summary>
    /// <param name="lanes">The lanes of the rows, as they are held.</param>
    /// <param name="rows">The rows, in order.</param>
    /// <param name="close">Closes a row.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Addressed>> ResolveAsync(
        IReadOnlyList<LaneToken> lanes, IReadOnlyList<Addressed> rows, Action<Outcome> close, CancellationToken cancellationToken)
    {
        var entries = rows.Select(row => new Entry(row.Row.PersonId, row.Row.PersonKey, row)).ToList();
        await FollowAsync(entries, cancellationToken);

        var left = new List<Addressed>(rows.Count);
        var moves = new List<MessageMove>();
        foreach (var entry in entries)
        {
            var message = entry.Row!.Row.Message;
            if (entry.PersonId == entry.Row.Row.PersonId)
            {
                left.Add(entry.Row);
            }
            else if (message is { PersonKey: null, Kind: MessageKind.Suppress or MessageKind.Forget or MessageKind.Restore or MessageKind.Delete })
            {
                // Removed by an e-mail would be somebody with an account, who was not named.
                close(Outcome.Dead(message.Key, RowReasons.GuestIsCustomer.With("the guest is a customer by now; name the customer's key")));
            }
            else
            {
                moves.Add(new MessageMove(message.Key, message.Lane, entry.PersonKey!, entry.PersonId));
                left.Add(new Addressed(null, entry.Row.Row with
                {
                    PersonId = entry.PersonId,
                    PersonKey = entry.PersonKey,
                    Message = message with { PersonKey = entry.PersonKey, PersonId = message.PersonId is null ? null : entry.PersonId },
                }));
            }
        }

        if (moves.Count == 0)
        {
            return left;
        }

        var away = await store.MoveAsync(lanes, moves, cancellationToken);
        return [.. left.Where(row => !away.Contains(row.Row.Message.MessageId))];
    }

    /// <summary>Who has a key by now.</summary>
    /// <param name="keys">Keys.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>By key: the person's key and id.</returns>
    public async Task<IReadOnlyDictionary<string, (string PersonKey, string PersonId)>> FollowKeysAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var entries = keys.Distinct(StringComparer.Ordinal).Select(key => (Key: key, Entry: new Entry(IdOf(key), key, null))).ToList();
        await FollowAsync([.. entries.Select(entry => entry.Entry)], cancellationToken);
        return entries.ToDictionary(entry => entry.Key, entry => (entry.Entry.PersonKey!, entry.Entry.PersonId), StringComparer.Ordinal);
    }

    private async Task FollowAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        await LearnAsync(entries, cancellationToken);
        for (var hop = 0; hop < MostHops; hop++)
        {
            var moving = entries.Select(entry => (Entry: entry, Target: TargetOf(entry))).Where(move => move.Target is not null).ToList();
            if (moving.Count == 0)
            {
                return;
            }

            var unread = moving.Select(move => move.Target!).Where(key => !stored.ContainsKey(key)).Distinct(StringComparer.Ordinal).ToList();
            if (unread.Count > 0)
            {
                foreach (var (key, person) in await shop.PeopleAsync(unread, cancellationToken))
                {
                    stored[key] = person;
                }
            }

            foreach (var (entry, target) in moving)
            {
                (entry.PersonKey, entry.PersonId) = (target, IdOf(target!));
            }

            await LearnAsync([.. moving.Select(move => move.Entry)], cancellationToken);
        }
    }

    /// <summary>The key of whoever it is by now; null where it is who it seems.</summary>
    private string? TargetOf(Entry entry)
    {
        var message = entry.Row?.Row.Message;
        if (message?.Kind == MessageKind.Merge || (entry.PersonKey is { } key && stored.ContainsKey(key)))
        {
            // A key that the people table has is a person's, whoever had it before.
            return null;
        }

        if (_links.TryGetValue(entry.PersonId, out var link))
        {
            // What was saved for the guest may have reached the guest, whoever was killed before it could say so. It goes there
            // again, as long as there is a guest.
            var mayHaveArrived = message?.PersonId == entry.PersonId && entry.PersonKey is null;
            return (mayHaveArrived && link.MergingAt is null) || link.PersonKey == entry.PersonKey ? null : link.PersonKey;
        }

        return entry.PersonKey is { } own && _merges.GetValueOrDefault(own) is { } into && into != own ? into : null;
    }

    private async Task LearnAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => entry.PersonId).Where(id => _known.Add(id)).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        var keys = entries.Select(entry => entry.PersonKey).OfType<string>().Where(key => !stored.ContainsKey(key)).Distinct(StringComparer.Ordinal).ToList();
        var hashes = ids.Select(id => PersonHash.Of(rules.Mapping.Source, id)).ToList();
        var read = await store.ReadIdentitiesAsync(ids, keys, hashes, cancellationToken);
        Add(read.Links, _links);
        Add(read.Merges, _merges);
        Add(read.Removals, _removals);

        static void Add<T>(IReadOnlyDictionary<string, T> from, Dictionary<string, T> to)
        {
            foreach (var (key, value) in from)
            {
                to[key] = value;
            }
        }
    }

    private string IdOf(string key) => rules.Mapping.People.Prefix + (stored.GetValueOrDefault(key)?.Key ?? key);

    private sealed class Entry(string personId, string? personKey, Addressed? row)
    {
        public string PersonId { get; set; } = personId;

        public string? PersonKey { get; set; } = personKey;

        public Addressed? Row => row;
    }
}
