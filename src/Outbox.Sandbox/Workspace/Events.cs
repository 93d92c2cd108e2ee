using System.Text.Json;
using Outbox.Sandbox.Actions;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Workspace;

/// <summary>The distinct events of the workspace, de-duplicated by ULID across all people and names.</summary>
internal sealed class Events
{
    private readonly Dictionary<string, EventRecord> _byUlid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Person> _byAnonymousId = new(StringComparer.Ordinal);

    /// <summary>All distinct events in order of arrival.</summary>
    public ArrivalLog<EventRecord> All { get; } = new(entry => entry.Item.Sequence);

    /// <summary>How many distinct events there are of each name.</summary>
    public Dictionary<string, long> ByName { get; } = new(StringComparer.Ordinal);

    public EventRecord? Find(string ulid) => _byUlid.GetValueOrDefault(ulid);

    public void Add(EventRecord entry)
    {
        All.Add(entry);
        ByName[entry.Call.Name] = ByName.GetValueOrDefault(entry.Call.Name) + 1;
        if (entry.Call.Ulid is not null)
            _byUlid.Add(entry.Call.Ulid, entry);
    }

    /// <summary>Who was identified with an anonymous id; null for nobody who is still there.</summary>
    public Person? OwnerOf(string? anonymousId)
    {
        var person = anonymousId is null ? null : _byAnonymousId.GetValueOrDefault(anonymousId);
        while (person?.MergedInto is { } primary)
        {
            person = primary;
        }

        return person is { IsDeleted: false } ? person : null;
    }

    /// <summary>
    /// A person is identified with an anonymous id: the events of the last 30 days that bear it are theirs, and later ones too.
    /// "This value must be unique and is not reusable" (Track OpenAPI): one that another person has stays theirs.
    /// </summary>
    public void Claim(string anonymousId, Person person, ItemRecord item)
    {
        if (!_byAnonymousId.TryAdd(anonymousId, person))
            return;

        var oldest = item.ArrivedAt - 1000 * TrackLimits.AnonymousWindowSeconds;
        foreach (var entry in All.After(0).Where(entry => entry.Person is null && entry.Call.AnonymousId == anonymousId && entry.Item.ArrivedAt >= oldest))
        {
            (entry.Person, entry.OwnedSince) = (person, item.ArrivedAt);
            person.Events++;
        }
    }

    /// <summary>Gives all events of a person to another.</summary>
    public void Move(Person from, Person to)
    {
        foreach (var entry in All.After(0))
        {
            if (entry.Person == from)
                entry.Person = to;
        }

        to.Events += from.Events;
        from.Events = 0;
    }

    /// <summary>
    /// A ULID that was there already: a resend where it is the same event; otherwise a conflict, as the event
    /// vanishes although the answer is 200.
    /// </summary>
    public static Effect Again(EventRecord first, EventCall call, Person? person)
    {
        first.TimesReceived++;
        var differs = Differences(first, call, person).ToList();
        return differs.Count == 0
            ? new(ItemOutcome.Resend, $"the event arrived first as item {first.Item.Sequence}", first.Person)
            : new(ItemOutcome.Conflict, $"item {first.Item.Sequence} has the same ULID with another {string.Join(", ", differs)}", person);
    }

    private static IEnumerable<string> Differences(EventRecord first, EventCall call, Person? person)
    {
        if (first.Call.Kind != call.Kind)
            yield return "action";
        if (first.Call.Name != call.Name)
            yield return "name";
        if (first.Call.Who != call.Who && first.Person != person)
            yield return "person";
        if (first.Call.Timestamp != call.Timestamp)
            yield return "timestamp";
        if (!SameJson(first.Call.Attributes, call.Attributes))
            yield return "attributes";
    }

    private static bool SameJson(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other)
    {
        if (one.Span.SequenceEqual(other.Span))
            return true;
        if (one.IsEmpty || other.IsEmpty)
            return false;

        using var first = JsonDocument.Parse(one);
        using var second = JsonDocument.Parse(other);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}
