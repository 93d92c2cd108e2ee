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

    public ItemRecord CreatedBy { get; } = item;

    public PersonAttributes Attributes { get; } = new();

    /// <summary>Who has to do with it.</summary>
    public HashSet<Person> People { get; } = [];

    public bool IsDeleted { get; set; }
}
