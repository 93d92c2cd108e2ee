using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Workspace;

/// <summary>The objects, by type and id.</summary>
internal sealed class Objects
{
    private readonly Dictionary<ObjectIdentifier, TrackedObject> _objects = [];

    /// <summary>All in order of creation, the deleted ones included.</summary>
    public ArrivalLog<TrackedObject> All { get; } = new(entry => entry.Number);

    public TrackedObject? Find(ObjectIdentifier identifier) => _objects.GetValueOrDefault(identifier);

    /// <summary>The object; a new one where there is none.</summary>
    public TrackedObject FindOrCreate(ObjectIdentifier identifier, ItemRecord item)
    {
        if (!_objects.TryGetValue(identifier, out var found))
        {
            found = new TrackedObject(All.Total + 1, identifier, item);
            All.Add(found);
            _objects.Add(identifier, found);
        }

        return found;
    }

    public void Delete(TrackedObject entry)
    {
        _objects.Remove(entry.Identifier);
        entry.People.Clear();
        entry.IsDeleted = true;
    }

    /// <summary>The objects that a person has to do with, in order of creation.</summary>
    public IEnumerable<TrackedObject> Of(Person person) => All.After(0).Where(entry => entry.People.Contains(person));
}
