using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary>An object's <c>identify</c>: creates it or merges attributes into it, and relates people to it.</summary>
internal sealed class IdentifyObjectAction : ITrackAction
{
    public string Name => "identify";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers", "attributes", "cio_relationships"];

    public ITrackCall Read(ItemReader item) =>
        new Call(item.Object(), AttributeRule.OfObject(item), RelationRule.OfObject(item));

    private sealed record Call(ObjectIdentifier What, IReadOnlyList<SentAttribute> Attributes, IReadOnlyList<PersonIdentifier> People) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            if (state.Objects.FindOrCreate(What, item) is not { } entry)
                return Effect.Ignored($"there is no object {What}");
            entry.Change(Attributes, item);
            entry.Relate(People, state.People, item);
            return Effect.Applied();
        }
    }
}

/// <summary>
/// An object's <c>identify_anonymous</c>: as <c>identify</c>, but who has to do with it is told by an anonymous id, and becomes a
/// person's relation when somebody is identified with that id.
/// </summary>
internal sealed class IdentifyAnonymousObjectAction : ITrackAction
{
    public string Name => "identify_anonymous";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers", "attributes", "cio_relationships"];

    public ITrackCall Read(ItemReader item) =>
        new Call(item.Object(), AttributeRule.OfObject(item), RelationRule.OfAnonymous(item));

    private sealed record Call(ObjectIdentifier What, IReadOnlyList<SentAttribute> Attributes, IReadOnlyList<string> AnonymousIds) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            if (state.Objects.FindOrCreate(What, item) is not { } entry)
                return Effect.Ignored($"there is no object {What}");
            entry.Change(Attributes, item);
            foreach (var id in AnonymousIds)
            {
                if (state.Events.OwnerOf(id) is { } person)
                    entry.People.Add(person);
                else
                    entry.AnonymousIds.Add(id);
            }

            return Effect.Applied();
        }
    }
}

/// <summary>An object's <c>delete</c>: its relations go with it.</summary>
internal sealed class DeleteObjectAction : ITrackAction
{
    public string Name => "delete";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers"];

    public ITrackCall Read(ItemReader item) => new Call(item.Object());

    private sealed record Call(ObjectIdentifier What) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            if (state.Objects.Find(What) is not { } entry)
                return Effect.Ignored($"there is no object {What}");
            state.Objects.Delete(entry);
            return Effect.Applied();
        }
    }
}

/// <summary>An object's <c>add_relationships</c> and <c>delete_relationships</c>: people who have to do with it, or no longer.</summary>
/// <param name="adds">Which of the two.</param>
internal sealed class RelateObjectAction(bool adds) : ITrackAction
{
    public string Name => adds ? "add_relationships" : "delete_relationships";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers", "cio_relationships"];

    public ITrackCall Read(ItemReader item) => new Call(item.Object(), RelationRule.OfObject(item), adds);

    private sealed record Call(ObjectIdentifier What, IReadOnlyList<PersonIdentifier> People, bool Adds) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            if ((Adds ? state.Objects.FindOrCreate(What, item) : state.Objects.Find(What)) is not { } entry)
                return Effect.Ignored($"there is no object {What}");
            if (Adds)
                entry.Relate(People, state.People, item);
            else
                entry.People.ExceptWith(People.Select(state.People.Find).OfType<Person>());
            return Effect.Applied();
        }
    }
}

/// <summary>A person's <c>add_relationships</c> and <c>delete_relationships</c>: objects that the person has to do with, or no longer.</summary>
/// <param name="adds">Which of the two.</param>
internal sealed class RelatePersonAction(bool adds) : ITrackAction
{
    public string Name => adds ? "add_relationships" : "delete_relationships";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers", "cio_relationships"];

    public ITrackCall Read(ItemReader item) => new Call(item.Person(), RelationRule.OfPerson(item), adds);

    private sealed record Call(PersonIdentifier Who, IReadOnlyList<ObjectIdentifier> Objects, bool Adds) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            if (state.People.Suppressed(Who) is { } suppressed)
                return suppressed;
            if ((!Adds || Who.Kind == IdentifierKind.CioId) && state.People.Find(Who) is null)
                return Effect.Ignored($"nobody has {Who}");

            var person = state.People.FindOrCreate(Who, item);
            foreach (var what in Objects)
            {
                if (Adds)
                    state.Objects.Relate(what, person, item);
                else
                    state.Objects.Find(what)?.People.Remove(person);
            }

            return Effect.Applied(person);
        }
    }
}
