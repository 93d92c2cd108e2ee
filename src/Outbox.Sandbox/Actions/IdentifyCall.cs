using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary>An identify to be applied.</summary>
/// <param name="Who">Its identifier.</param>
/// <param name="Attributes">What it sets and clears.</param>
/// <param name="UpdateOnly">Its <c>_update</c>: never creates.</param>
/// <param name="Timestamp">Unix seconds that order the updates of one attribute; null = the time of arrival.</param>
/// <param name="Objects">Objects that the person has to do with.</param>
internal sealed record IdentifyCall(
    PersonIdentifier Who, IReadOnlyList<SentAttribute> Attributes, bool UpdateOnly, long? Timestamp, IReadOnlyList<ObjectIdentifier> Objects) : ITrackCall
{
    public Effect Apply(WorkspaceState state, ItemRecord item)
    {
        var stamp = Timestamp ?? item.ArrivedAt / 1000;
        var carried = SentIdentifiers.Of(Attributes, state.Settings);

        // Suppression blocks the id and the address: "you cannot add another person with the same ID or email address".
        if (state.People.Suppressed([Who, .. carried.Select(sent => sent.Who)]) is { } suppressed)
            return suppressed;

        var person = state.People.Find(Who);
        if (person is null && Who.Kind == IdentifierKind.CioId)
            return Effect.Ignored($"nobody has {Who}");

        // "If the identifier in the path does not belong to a person but you use an identifier in your request body that does
        // belong to a person, your request updates the person and assigns them the identifier in the path" (Track OpenAPI).
        var adopted = person is null ? carried.Select(sent => state.People.Find(sent.Who)).FirstOrDefault(found => found is not null) : null;
        if (person is null && adopted is null && UpdateOnly)
            return Effect.Ignored($"`_update` is true and nobody has {Who}");

        if (IdentifierConflict.Find(state, this, carried, person, adopted, stamp) is { } conflict)
            return Effect.Ignored(conflict, person ?? adopted);
        var isNamed = person is not null;
        person ??= adopted;
        if (person is not null && person.Attributes.CountAfter(Attributes, stamp) > TrackLimits.Attributes)
            return Effect.Ignored($"the person would hold more than {TrackLimits.Attributes} attributes", person);

        person ??= state.People.Create(item);
        if (!isNamed)
            state.People.Name(person, Who, item);
        foreach (var id in carried.Where(sent => sent.Who.Kind == IdentifierKind.Id))
            state.People.Name(person, id.Who, item);
        People.SetIfAbsent(person, Who, stamp);
        foreach (var what in Objects)
            state.Objects.Relate(what, person, item);

        var older = state.People.Set(person, Attributes, stamp);
        foreach (var anonymous in Attributes.Where(sent => sent.Name == "anonymous_id").Select(sent => sent.AsText()).OfType<string>())
        {
            state.Events.Claim(anonymous, person, item);
            state.Objects.Claim(anonymous, person);
        }

        return older.Count == 0
            ? Effect.Applied(person)
            : Effect.Applied(person, $"a newer timestamp had already set {string.Join(", ", older)}");
    }
}
