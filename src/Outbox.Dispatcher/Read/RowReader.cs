using Outbox.Core.Messages;
using Outbox.Core.People;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>What was read about some rows.</summary>
/// <param name="Rows">Rows whose person is known, in order.</param>
/// <param name="People">Their persons, by person id.</param>
/// <param name="Closed">Rows whose person cannot be known.</param>
/// <param name="Now">The database's clock, UTC.</param>
internal sealed record RowsRead(
    IReadOnlyList<PersonalRow> Rows, IReadOnlyDictionary<string, PersonFacts> People, IReadOnlyList<Outcome> Closed, DateTime Now)
{
    /// <summary>The merges among the rows read; they are in no other list.</summary>
    public IReadOnlyList<MergeFacts> Merges { get; init; } = [];

    /// <summary>Rows of persons who are forgotten.</summary>
    public IReadOnlyList<RowKey> Forgotten { get; init; } = [];

    /// <summary>Who gives an address up to somebody else: nobody of the rows.</summary>
    public IReadOnlyList<Yielding> Yielding { get; init; } = [];

    /// <summary>The objects that rows name.</summary>
    public IReadOnlyList<ObjectFacts> Objects { get; init; } = [];

    /// <summary>Rows that cannot be read just now: they wait.</summary>
    public IReadOnlyList<MessageDelay> Delays { get; init; } = [];
}

/// <summary>Reads what belongs to rows: related rows, then the people. A touch is read before the attributes it stands for.</summary>
/// <param name="store">The outbox.</param>
/// <param name="shop">The shop's own tables.</param>
internal sealed class RowReader(IPlanReader store, ShopReads shop)
{
    /// <summary>Reads and shapes.</summary>
    /// <param name="lanes">The lanes of the rows, as they are held.</param>
    /// <param name="all">The rows, in order.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<RowsRead> ReadAsync(
        IReadOnlyList<LaneToken> lanes, IReadOnlyList<OutboxMessage> all, Rules rules, CancellationToken cancellationToken)
    {
        var closed = new List<Outcome>();
        var unread = new UnreadRows(closed);
        var messages = all.Where(message => message.Kind != MessageKind.Object).ToList();
        var objects = messages.Count == all.Count
            ? []
            : await new ObjectReader(store, shop).ReadAsync(
                [.. all.Where(message => message.Kind == MessageKind.Object)], rules, closed, unread, cancellationToken);
        var (related, locked) = await ReadRelatedAsync(messages, unread, cancellationToken);
        messages = [.. LockedReads.InFront([.. messages.Where(message => !unread.Has(message.MessageId))], locked)];
        var owned = Evenly.Map(messages, message => OwnedRow.Of(message, rules.Shaper, related.GetValueOrDefault(message.MessageId)))
            .Where(row => row.WhyClosed is null || Close(row.WhyClosed))
            .ToList();

        var keys = owned.Select(row => row.PersonKey).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var stored = new Dictionary<string, PersonRow>(StringComparer.Ordinal);
        if (keys.Count > 0 && await ReadPeopleAsync(keys, stored, cancellationToken) is { Count: > 0 } lockedKeys)
        {
            // Of a person nothing goes: whoever is named by an event has the current attributes sent first.
            owned = [.. owned.Where(row => row.PersonKey is not { } key || !lockedKeys.Contains(key))];
        }

        var addressed = owned
            .Select(row => new Addressed(row.GuestEmail, row.WithId(rules.Mapping, stored)))
            .Where(row => PersonId.Fits(row.Row.PersonId) || Close(Outcome.Dead(
                row.Row.Message.Key, RowReasons.PersonIdLength.With($"1 to {PersonId.MaxBytes} bytes are taken"))))
            .ToList();

        var identities = new IdentityReader(store, shop, rules, stored);
        var mergeRows = addressed.Where(row => row.Row.Message.Kind == MessageKind.Merge).Select(row => row.Row).ToList();
        var merges = await ReadMergesAsync(mergeRows, identities, stored, cancellationToken);
        var now = merges.Count > 0 ? await store.ReadClockAsync(cancellationToken) : default;
        foreach (var merge in merges.Where(MergePlan.IsLink))
        {
            // A link holds for the rows beside it, whatever their order.
            identities.Assume(new PersonLink(merge.Row.PersonId, merge.PrimaryKey!, now, null, null));
        }

        var others = addressed.Where(row => row.Row.Message.Kind != MessageKind.Merge).ToList();
        var rows = await identities.ResolveAsync(lanes, others, closed.Add, cancellationToken);

        var ids = rows.Select(row => row.Row.PersonId).Distinct(StringComparer.Ordinal).ToList();
        var sent = ids.Count > 0 ? await store.ReadSentPeopleAsync(ids, cancellationToken) : new Dictionary<string, SentPerson>();
        var people = new Dictionary<string, PersonFacts>(StringComparer.Ordinal);
        var first = rows.DistinctBy(row => row.Row.PersonId, StringComparer.Ordinal).ToList();
        foreach (var facts in Evenly.Map(first, row => Facts(row.Row, row.GuestEmail, rules.Shaper, stored, sent.GetValueOrDefault(row.Row.PersonId))))
        {
            people.Add(facts.PersonId, facts with { Removal = identities.RemovalOf(facts.PersonId) });
        }

        var yielding = await new SharedAddresses(store, identities, rules.Mapping.People.PhoneIdentifies).LeaveOutAsync(rows.Select(row => row.Row), people, cancellationToken);
        await AddGuestsAsync(rows, people, cancellationToken);
        return new RowsRead(
            [.. rows.Select(row => row.Row)], people, closed, await store.ReadClockAsync(cancellationToken))
        {
            Merges = merges,
            Forgotten = [.. ForgottenOf(rows, people)],
            Objects = objects,
            Yielding = yielding,
            Delays = unread.Delays,
        };

        bool Close(Outcome outcome)
        {
            closed.Add(outcome);
            return false;
        }
    }

    /// <summary>Whoever is to be forgotten goes under every id, and from rows that know no id.</summary>
    private async Task AddGuestsAsync(
        IReadOnlyList<Addressed> rows, Dictionary<string, PersonFacts> people, CancellationToken cancellationToken)
    {
        foreach (var (email, row) in rows.Where(row => row.Row.Message.Kind == MessageKind.Forget))
        {
            var guests = row.PersonKey is { } key ? await store.ReadGuestsAsync([key], cancellationToken) : [];
            var facts = people[row.PersonId];
            people[row.PersonId] = facts with { Guests = guests, Email = email ?? (facts.Shaped?.Text("email") is { } own ? EmailAddress.Normalize(own) : null) };
        }
    }

    /// <summary>Rows of persons who were forgotten, or are with this read; the row that asks for it is still needed.</summary>
    private static IEnumerable<RowKey> ForgottenOf(IReadOnlyList<Addressed> rows, IReadOnlyDictionary<string, PersonFacts> people)
    {
        var forgotten = rows.Where(row => row.Row.Message.Kind == MessageKind.Forget).Select(row => row.Row.PersonId)
            .Concat(people.Values.Where(person => person.Removal == RemovalKind.Forget).Select(person => person.PersonId))
            .ToHashSet(StringComparer.Ordinal);
        return rows
            .Where(row => forgotten.Contains(row.Row.PersonId) && row.Row.Message.Kind is MessageKind.Event or MessageKind.Touch or MessageKind.Relation)
            .Select(row => row.Row.Message.Key);
    }

    private async Task<IReadOnlyList<MergeFacts>> ReadMergesAsync(
        IReadOnlyList<PersonalRow> merges,
        IdentityReader identities,
        Dictionary<string, PersonRow> stored,
        CancellationToken cancellationToken)
    {
        if (merges.Count == 0)
        {
            return [];
        }

        await identities.LearnAsync(merges, cancellationToken);
        var keys = merges.Select(row => IdentityNote.Into(row.Message.Captured)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        foreach (var (key, person) in await shop.PeopleAsync([.. keys.Where(key => !stored.ContainsKey(key))], cancellationToken))
        {
            stored[key] = person;
        }

        var primaries = await identities.FollowKeysAsync(keys, cancellationToken);
        var sent = await store.ReadSentPeopleAsync(
            [.. merges.Select(row => row.PersonId).Concat(primaries.Values.Select(person => person.PersonId)).Distinct(StringComparer.Ordinal)],
            cancellationToken);
        var firsts = await store.ReadFirstSentAsync([.. primaries.Values.Select(person => person.PersonId).Distinct(StringComparer.Ordinal)], cancellationToken);
        return
        [
            .. merges.Select(row =>
            {
                var (key, id) = IdentityNote.Into(row.Message.Captured) is { } into ? primaries[into] : default((string?, string?));
                var person = key is null ? null : stored.GetValueOrDefault(key);
                return new MergeFacts(
                    row,
                    key,
                    id,
                    StateOf(person),
                    id is null ? null : identities.RemovalOf(id),
                    id is not null && firsts.TryGetValue(id, out var first) ? first : null,
                    identities.LinkOf(row.PersonId),
                    sent.ContainsKey(row.PersonId),
                    row.PersonKey is { } own && stored.ContainsKey(own))
                {
                    Sent = sent.GetValueOrDefault(row.PersonId),
                    PrimarySent = id is null ? null : sent.GetValueOrDefault(id),
                };
            }),
        ];
    }

    private static PersonState StateOf(PersonRow? person) => person switch
    {
        null => PersonState.Missing,
        { IsDeleted: true } => PersonState.Deleted,
        { IsIncluded: false } => PersonState.Excluded,
        _ => PersonState.Present,
    };

    private async Task<(Dictionary<long, string> Related, HashSet<long> Locked)> ReadRelatedAsync(
        IEnumerable<OutboxMessage> messages, UnreadRows unread, CancellationToken cancellationToken)
    {
        var related = new Dictionary<long, string>();
        var locked = new HashSet<long>();
        foreach (var capture in messages.Where(OwnedRow.NeedsRelated).GroupBy(message => message.CapturedBy, StringComparer.Ordinal))
        {
            var left = await LockedReads.ReadAsync([.. capture], async some =>
            {
                var read = await shop.RelatedAsync(capture.Key, some, cancellationToken);
                foreach (var (id, json) in read.Found)
                {
                    related[id] = json;
                }

                unread.Add(some, read);
            });
            locked.UnionWith(left.Select(message => message.MessageId));
        }

        return (related, locked);
    }

    /// <returns>The keys whose rows are locked, however they are written.</returns>
    private async Task<HashSet<string>> ReadPeopleAsync(
        IReadOnlyList<string> keys, Dictionary<string, PersonRow> stored, CancellationToken cancellationToken)
    {
        var locked = await LockedReads.ReadAsync(keys, async some =>
        {
            foreach (var (key, person) in await shop.PeopleAsync(some, cancellationToken))
            {
                stored[key] = person;
            }
        });
        return new HashSet<string>(locked, StringComparer.OrdinalIgnoreCase);
    }

    private static PersonFacts Facts(
        PersonalRow row, string? email, Shaper shaper, IReadOnlyDictionary<string, PersonRow> stored, SentPerson? sent)
    {
        if (row.PersonKey is not { } key)
        {
            return email is null
                ? new PersonFacts(row.PersonId, PersonState.Missing, null, sent)
                : new PersonFacts(row.PersonId, PersonState.Present, Shaper.ShapeGuest(email), sent);
        }

        var person = stored.GetValueOrDefault(key);
        var state = StateOf(person);
        var isRead = state == PersonState.Present && person!.Unread is null;
        return new PersonFacts(row.PersonId, state, isRead ? shaper.ShapePerson(person!.Json) : null, sent) { Unread = person?.Unread };
    }
}
