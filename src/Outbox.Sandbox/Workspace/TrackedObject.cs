using System.Globalization;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Workspace;

/// <summary>An object of the workspace.</summary>
/// <param name="number">From 1, in order of creation.</param>
/// <param name="identifier">What names it.</param>
/// <param name="item">The item that created it.</param>
internal sealed class TrackedObject(long number, ObjectIdentifier identifier, ItemRecord item)
{
    public long Number { get; } = number;

    public ObjectIdentifier Identifier { get; } = identifier;

    /// <summary>What the sandbox calls it; it never changes.</summary>
    public string CioObjectId { get; } = string.Create(CultureInfo.InvariantCulture, $"ob{number:x10}");

    public ItemRecord CreatedBy { get; } = item;

    public PersonAttributes Attributes { get; } = new();

    /// <summary>Who has to do with it.</summary>
    public HashSet<Person> People { get; } = [];

    /// <summary>Who has to do with it and is not identified yet.</summary>
    public HashSet<string> AnonymousIds { get; } = new(StringComparer.Ordinal);

    public bool IsDeleted { get; set; }

    /// <summary>Sets and clears attributes.</summary>
    public void Change(IReadOnlyList<SentAttribute> attributes, ItemRecord item)
    {
        foreach (var attribute in attributes)
            Attributes.Set(attribute, item.ArrivedAt / 1000);
    }

    /// <summary>Relates people who are not suppressed; an unknown one is made, but not for an unknown <c>cio_id</c>.</summary>
    public void Relate(IEnumerable<PersonIdentifier> whom, People people, ItemRecord item) => People.UnionWith(
        whom.Where(who => people.Suppressed(who) is null && (who.Kind != IdentifierKind.CioId || people.Find(who) is not null))
            .Select(who => people.FindOrCreate(who, item)));
}
