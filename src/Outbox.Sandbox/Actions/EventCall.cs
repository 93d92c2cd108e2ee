using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary>An event to be applied.</summary>
/// <param name="Kind"><c>event</c>, <c>page</c> or <c>screen</c>.</param>
/// <param name="Who">Its person; null where nobody is identified.</param>
/// <param name="Name">Trimmed.</param>
/// <param name="Ulid">What it is de-duplicated by, upper case; null where it has none.</param>
/// <param name="Timestamp">Unix seconds; null = the time of arrival.</param>
/// <param name="Attributes">Its data, a JSON object's bytes; empty where it has none.</param>
/// <param name="AnonymousId">By what it goes to a person who is identified later; null where it has none.</param>
internal sealed record EventCall(
    string Kind, PersonIdentifier? Who, string Name, string? Ulid, long? Timestamp, ReadOnlyMemory<byte> Attributes, string? AnonymousId = null)
    : ITrackCall
{
    public Effect Apply(WorkspaceState state, ItemRecord item)
    {
        if (Who is { } named && state.People.Suppressed(named) is { } suppressed)
            return suppressed;

        var person = Who is { } who ? state.People.Find(who) : state.Events.OwnerOf(AnonymousId);
        if (Ulid is not null && state.Events.Find(Ulid) is { } earlier)
            return Events.Again(earlier, this, person);
        if (person is null && Who is { Kind: IdentifierKind.CioId } unknown)
            return Effect.Ignored($"nobody has {unknown}");

        if (Who is { } created)
            person ??= state.People.FindOrCreate(created, item);

        state.Events.Add(new EventRecord(this, person, item));
        if (person is null)
            return Effect.Applied("nobody is identified by its `anonymous_id` yet");
        person.Events++;
        return Effect.Applied(person);
    }
}
