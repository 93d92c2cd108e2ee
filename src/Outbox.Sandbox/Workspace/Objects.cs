using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Workspace;

/// <summary>The objects, by type and id, and by what the sandbox itself calls them.</summary>
internal sealed class Objects
{
    private readonly Dictionary<ObjectIdentifier, TrackedObject> _objects = [];

    /// <summary>All in order of creation, the deleted ones included.</summary>
    public ArrivalLog<TrackedObject> All { get; } = new(entry => entry.Number);

    public TrackedObject? Find(ObjectIdentifier identifier) => _objects.GetValueOrDefault(identifier);

    /// <summary>The object; a new one where there is none. Null for an unknown <c>cio_object_id</c>, which creates nothing.</summary>
    public TrackedObject? FindOrCreate(ObjectIdentifier identifier, ItemRecord item)
    {
        if (_objects.TryGetValue(identifier, out var found) || identifier.CioObjectId is not null)
            return found;

        found = new TrackedObject(All.Total + 1, identifier, item);
        All.Add(found);
        _objects.Add(identifier, found);
        _objects.Add(ObjectIdentifier.OfCio(found.CioObjectId), found);
        return found;
    }

    /// <summary>A person has to do with an object, which is made where there is none.</summary>
    public void Relate(ObjectIdentifier identifier, Person person, ItemRecord item) => FindOrCreate(identifier, item)?.People.Add(person);

    /// <summary>"When you identify the person, their anonymous relationship will carry over to the identified profile" (Track OpenAPI).</summary>
    public void Claim(string anonymousId, Person person)
    {
        foreach (var entry in All.After(0).Where(entry => entry.AnonymousIds.Remove(anonymousId)))
        {
            entry.People.Add(person);
        }
    }

    public void Delete(TrackedObject entry)
    {
        _objects.Remove(entry.Identifier);
        _objects.Remove(ObjectIdentifier.OfCio(entry.CioObjectId));
        entry.People.Clear();
        entry.AnonymousIds.Clear();
        entry.IsDeleted = true;
    }

    /// <summary>The objects that a person has to do with, in order of creation.</summary>
    public IEnumerable<TrackedObject> Of(Person person) => All.After(0).Where(entry => entry.People.Contains(person));
}
