using System.Text.Json;
using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Compare;

/// <summary>Holds the journal against what arrived, event by event and person by person. No I/O.</summary>
/// <param name="ulidOf">What an event id is de-duplicated by.</param>
internal sealed class Comparer(Func<string, string> ulidOf)
{
    /// <summary>Compares.</summary>
    /// <param name="entries">What must have arrived.</param>
    /// <param name="events">What did.</param>
    /// <param name="expectedPeople">How everybody must stand.</param>
    /// <param name="people">How everybody does.</param>
    public Comparison Compare(
        IReadOnlyList<Entry> entries,
        IReadOnlyList<ReceivedEvent> events,
        IReadOnlyList<ExpectedPerson> expectedPeople,
        IReadOnlyList<ReceivedPerson> people)
    {
        var expected = entries.ToDictionary(e => ulidOf(e.Fact.EventId), StringComparer.Ordinal);
        var byUlid = events.Where(e => e.Ulid is not null).ToLookup(e => e.Ulid!, StringComparer.Ordinal);
        var copies = CopiesOf(expected, events);
        var tally = new Tally();
        foreach (var (ulid, entry) in expected)
        {
            tally.Add(entry, [.. byUlid[ulid], .. copies[ulid]]);
        }

        var explained = copies.SelectMany(c => c).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var stray in events.Where(e => (e.Ulid is null || !expected.ContainsKey(e.Ulid)) && !explained.Contains(e)))
        {
            tally.AddUnexpected(stray);
        }

        return tally.Finish(PeopleComparer.Compare(expectedPeople, people));
    }

    // The same fact under another id, or under none: de-duplication could not see it.
    private static ILookup<string, ReceivedEvent> CopiesOf(Dictionary<string, Entry> expected, IReadOnlyList<ReceivedEvent> events)
    {
        var facts = expected.ToLookup(e => (e.Value.Fact.Name, e.Value.Fact.PersonId, Amounts.UnixSeconds(e.Value.Fact.OccurredAt)));
        return events
            .Where(e => e.Ulid is null || !expected.ContainsKey(e.Ulid))
            .SelectMany(e => facts[(e.Name, e.PersonId, e.Timestamp)]
                .Where(f => JsonDifference.Find(JsonSerializer.SerializeToElement(f.Value.Fact.Data), e.Data) is null)
                .Select(f => (Ulid: f.Key, Event: e))
                .Take(1))
            .ToLookup(c => c.Ulid, c => c.Event, StringComparer.Ordinal);
    }
}
