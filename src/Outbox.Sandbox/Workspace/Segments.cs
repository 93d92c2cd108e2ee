namespace Outbox.Sandbox.Workspace;

/// <summary>The manual segments. Customer.io has them made first; here every number counts as made.</summary>
internal sealed class Segments
{
    private readonly SortedDictionary<long, HashSet<Person>> _people = [];

    public void Add(long segment, Person person)
    {
        if (!_people.TryGetValue(segment, out var members))
            _people.Add(segment, members = []);
        members.Add(person);
    }

    /// <summary>False where the person was not in it.</summary>
    public bool Remove(long segment, Person person) => _people.TryGetValue(segment, out var members) && members.Remove(person);

    /// <summary>"Manual segments that the primary person did not already belong to" go over in a merge.</summary>
    public void Move(Person from, Person to)
    {
        foreach (var members in _people.Values)
        {
            if (members.Remove(from))
                members.Add(to);
        }
    }

    /// <summary>The segments that a person is in, in order.</summary>
    public IEnumerable<long> Of(Person person) => from pair in _people where !person.IsDeleted && pair.Value.Contains(person) select pair.Key;
}
