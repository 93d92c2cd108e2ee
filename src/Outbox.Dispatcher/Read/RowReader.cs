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
    /// <summary>The objects that rows name.</summary>
    public IReadOnlyList<ObjectFacts> Objects { get; init; } = [];
}

/// <summary>Reads what belongs to rows: related rows, then the people. A touch is read before the attributes it stands for.</summary>
internal sealed class RowReader(IOutboxStore store)
{
    /// <summary>Reads and shapes.</summary>
    public async Task<RowsRead> ReadAsync(IReadOnlyList<OutboxMessage> all, Rules rules, CancellationToken cancellationToken)
    {
        var closed = new List<Outcome>();
        var messages = all.Where(message => message.Kind != MessageKind.Object).ToList();
        var objects = messages.Count == all.Count
            ? []
            : await new ObjectReader(store).ReadAsync([.. all.Where(message => message.Kind == MessageKind.Object)], rules, closed, cancellationToken);
        var related = await ReadRelatedAsync(messages, cancellationToken);
        var owned = messages
            .Select(message => OwnedRow.Of(message, rules.Shaper, related.GetValueOrDefault(message.MessageId)))
            .Where(row => row.WhyClosed is null || Close(row.WhyClosed))
            .ToList();

        var keys = owned.Select(row => row.PersonKey).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var stored = keys.Count > 0 ? await store.ReadPeopleAsync(keys, cancellationToken) : new Dictionary<string, PersonRow>();
        var rows = owned
            .Select(row => (row.GuestEmail, Row: row.WithId(rules.Mapping, stored)))
            .Where(row => PersonId.Fits(row.Row.PersonId) || Close(Outcome.Dead(
                row.Row.Message.MessageId, RowReasons.PersonIdLength.With($"1 to {PersonId.MaxBytes} bytes are taken"))))
            .ToList();

        var ids = rows.Select(row => row.Row.PersonId).Distinct(StringComparer.Ordinal).ToList();
        var sent = ids.Count > 0 ? await store.ReadSentPeopleAsync(ids, cancellationToken) : new Dictionary<string, SentPerson>();
        var people = new Dictionary<string, PersonFacts>(StringComparer.Ordinal);
        foreach (var (email, row) in rows)
        {
            if (!people.ContainsKey(row.PersonId))
            {
                people.Add(row.PersonId, Facts(row, email, rules.Shaper, stored, sent.GetValueOrDefault(row.PersonId)));
            }
        }

        await new SharedEmails(store).LeaveOutAsync(rows.Select(row => row.Row), people, cancellationToken);
        return new RowsRead(
            [.. rows.Select(row => row.Row)], people, closed, await store.ReadClockAsync(cancellationToken)) { Objects = objects };

        bool Close(Outcome outcome)
        {
            closed.Add(outcome);
            return false;
        }
    }

    private async Task<Dictionary<long, string>> ReadRelatedAsync(IEnumerable<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var related = new Dictionary<long, string>();
        foreach (var capture in messages.Where(OwnedRow.NeedsRelated).GroupBy(message => message.CapturedBy, StringComparer.Ordinal))
        {
            foreach (var (id, json) in await store.ReadRelatedAsync(capture.Key, [.. capture], cancellationToken))
            {
                related[id] = json;
            }
        }

        return related;
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

        return stored.GetValueOrDefault(key) switch
        {
            null => new PersonFacts(row.PersonId, PersonState.Missing, null, sent),
            { IsDeleted: true } => new PersonFacts(row.PersonId, PersonState.Deleted, null, sent),
            { IsIncluded: false } => new PersonFacts(row.PersonId, PersonState.Excluded, null, sent),
            var person => new PersonFacts(row.PersonId, PersonState.Present, shaper.ShapePerson(person.Json), sent),
        };
    }
}
