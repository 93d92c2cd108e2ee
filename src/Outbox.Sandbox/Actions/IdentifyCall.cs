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
        if (state.People.Suppressed(Who) is { } suppressed)
            return suppressed;

        var stamp = Timestamp ?? item.ArrivedAt / 1000;
        var id = Text("id");
        var email = Text("email");
        var person = state.People.Find(Who);

        if (person is null && UpdateOnly)
            return Effect.Ignored($"`_update` is true and nobody has {Who}");
        if (person is null && Who.Kind == IdentifierKind.CioId)
            return Effect.Ignored($"nobody has {Who}");

        // "A new id with an email that another person has: that person gets the new id."
        var takesOver = person is null && Who.Kind == IdentifierKind.Id && email is not null;
        if (takesOver)
            person = state.People.Find(new(IdentifierKind.Email, email!));

        if (Conflict(state, person, takesOver, id, email, stamp) is { } conflict)
            return Effect.Ignored(conflict, person);
        if (person is not null && person.Attributes.CountAfter(Attributes, stamp) > TrackLimits.Attributes)
            return Effect.Ignored($"the person would hold more than {TrackLimits.Attributes} attributes", person);

        if (person is null || takesOver)
        {
            person ??= state.People.Create(item);
            state.People.Name(person, Who, item);
        }

        if (id is not null)
            state.People.Name(person, new(IdentifierKind.Id, id), item);
        if (Who.Kind is IdentifierKind.Email or IdentifierKind.Phone)
            People.SetIfAbsent(person, Who, stamp);

        foreach (var what in Objects)
            state.Objects.FindOrCreate(what, item).People.Add(person);

        var older = state.People.Set(person, Attributes, stamp);
        return older.Count == 0
            ? Effect.Applied(person)
            : Effect.Applied(person, $"a newer timestamp had already set {string.Join(", ", older)}");
    }

    /// <summary>Why the identifiers contradict those of the people there are; null where they do not.</summary>
    private string? Conflict(WorkspaceState state, Person? person, bool takesOver, string? id, string? email, long stamp)
    {
        if (id is not null && Who.Kind == IdentifierKind.Id && id != Who.Value)
            return $"identifier conflict: `attributes.id` is '{id}' and the identifier is '{Who.Value}'";
        if (id is not null && person?.Id is not null && id != person.Id && !takesOver)
            return $"identifier conflict: the person's id is '{person.Id}', not '{id}'";
        if (id is not null && state.People.Find(new(IdentifierKind.Id, id)) is { } other && other != person)
            return $"identifier conflict: another person has the id '{id}'";

        if (email is null || (person is not null && person.Attributes.IsNewer("email", stamp)))
            return null;
        if (state.People.Find(new(IdentifierKind.Email, email)) is { } holder && holder != person)
            return $"identifier conflict: another person has the email '{email}'";

        var changes = person?.Email is { } now && !now.Equals(email, StringComparison.OrdinalIgnoreCase);
        return changes && Who.Kind == IdentifierKind.Id && !state.AllowEmailChangeById
            ? "the workspace does not allow updates to email using ID"
            : null;
    }

    private string? Text(string name)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == name)
                return attribute.AsText();
        }

        return null;
    }
}
