using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary>An event to be applied.</summary>
/// <param name="Kind"><c>event</c>, <c>page</c> or <c>screen</c>.</param>
/// <param name="Who">Its person.</param>
/// <param name="Name">Trimmed.</param>
/// <param name="Ulid">What it is de-duplicated by, upper case; null where it has none.</param>
/// <param name="Timestamp">Unix seconds; null = the time of arrival.</param>
/// <param name="Attributes">Its data, a JSON object's bytes; empty where it has none.</param>
internal sealed record EventCall(
    string Kind, PersonIdentifier Who, string Name, string? Ulid, long? Timestamp, ReadOnlyMemory<byte> Attributes) : ITrackCall
{
    public Effect Apply(WorkspaceState state, ItemRecord item)
    {
        if (state.People.Suppressed(Who) is { } suppressed)
            return suppressed;
        if (Ulid is not null && state.Events.Find(Ulid) is { } earlier)
            return Events.Again(earlier, this, state.People.Find(Who));

        var person = state.People.Find(Who);
        if (person is null && Who.Kind == IdentifierKind.CioId)
            return Effect.Ignored($"nobody has {Who}");

        if (person is null)
        {
            person = state.People.Create(item);
            state.People.Name(person, Who, item);
            People.SetIfAbsent(person, Who, item.ArrivedAt / 1000);
        }

        state.Events.Add(new EventRecord(this, person, item));
        person.Events++;
        return Effect.Applied(person);
    }
}
