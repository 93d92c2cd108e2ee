using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary>An object's <c>identify</c>: creates it or merges attributes into it, and relates people to it.</summary>
internal sealed class IdentifyObjectAction : ITrackAction
{
    public string Name => "identify";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers", "attributes", "cio_relationships"];

    public ITrackCall Read(ItemReader item) =>
        new Call(item.Object(), AttributeRule.OfPerson(item, out _), RelationRule.OfObject(item));

    private sealed record Call(ObjectIdentifier What, IReadOnlyList<SentAttribute> Attributes, IReadOnlyList<PersonIdentifier> People) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            var entry = state.Objects.FindOrCreate(What, item);
            foreach (var attribute in Attributes)
                entry.Attributes.Set(attribute, item.ArrivedAt / 1000);
            foreach (var who in People.Where(who => state.People.Suppressed(who) is null))
                entry.People.Add(state.People.FindOrCreate(who, item));
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
            if (Adds)
            {
                var entry = state.Objects.FindOrCreate(What, item);
                entry.People.UnionWith(People.Where(who => state.People.Suppressed(who) is null).Select(who => state.People.FindOrCreate(who, item)));
            }
            else
            {
                state.Objects.Find(What)?.People.ExceptWith(People.Select(state.People.Find).OfType<Person>());
            }

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
            if (!Adds && state.People.Find(Who) is null)
                return Effect.Ignored($"nobody has {Who}");

            var person = state.People.FindOrCreate(Who, item);
            foreach (var what in Objects)
            {
                if (Adds)
                    state.Objects.FindOrCreate(what, item).People.Add(person);
                else
                    state.Objects.Find(what)?.People.Remove(person);
            }

            return Effect.Applied(person);
        }
    }
}
