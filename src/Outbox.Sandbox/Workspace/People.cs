using System.Text;
using System.Text.Json;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Workspace;

/// <summary>The people, found by each of their identifiers.</summary>
/// <param name="settings">What the workspace's owner has set.</param>
internal sealed class People(WorkspaceSettings settings)
{
    private readonly Dictionary<string, Person> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Person> _byEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Person> _byPhone = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Person> _byCioId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Person> _deletedById = new(StringComparer.Ordinal);
    private readonly Dictionary<PersonIdentifier, Person?> _suppressed = [];

    /// <summary>All people in order of creation, the deleted ones included.</summary>
    public ArrivalLog<Person> All { get; } = new(person => person.Number);

    /// <summary>People that are there now.</summary>
    public int Count => _byCioId.Count;

    /// <summary>The most people there were at once.</summary>
    public int HighWater { get; private set; }

    public Person? Find(PersonIdentifier who) => Index(who.Kind).GetValueOrDefault(who.Value);

    /// <summary>The last deleted person that had an id.</summary>
    public Person? FindDeleted(string id) => _deletedById.GetValueOrDefault(id);

    public Person Create(ItemRecord item)
    {
        var person = new Person(All.Total + 1, item);
        All.Add(person);
        _byCioId.Add(person.CioId, person);
        HighWater = Math.Max(HighWater, Count);
        return person;
    }

    /// <summary>The person; a new one where there is none.</summary>
    public Person FindOrCreate(PersonIdentifier who, ItemRecord item)
    {
        if (Find(who) is { } found)
            return found;
        var person = Create(item);
        Name(person, who, item);
        SetIfAbsent(person, who, item.ArrivedAt / 1000);
        return person;
    }

    /// <summary>Gives a person an identifier that nobody else has. A former id no longer finds the person.</summary>
    public void Name(Person person, PersonIdentifier who, ItemRecord item)
    {
        switch (who.Kind)
        {
            case IdentifierKind.Id when person.Id != who.Value:
                if (person.Id is not null)
                    _byId.Remove(person.Id);
                _byId[who.Value] = person;
                person.Id = who.Value;
                person.Ids.Add((who.Value, item));
                break;
            case IdentifierKind.Email:
                person.Email = Move(_byEmail, person, person.Email, who.Value);
                break;
            case IdentifierKind.Phone:
                person.Phone = Move(_byPhone, person, person.Phone, who.Value);
                break;
        }
    }

    /// <summary>Makes an identifier an attribute as well, unless the person has that attribute.</summary>
    public static void SetIfAbsent(Person person, PersonIdentifier who, long stamp)
    {
        var name = PersonIdentifier.NameOf(who.Kind);
        if (who.Kind is IdentifierKind.Email or IdentifierKind.Phone && !person.Attributes.Has(name))
            person.Attributes.Set(new(name, Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(who.Value)}\"")), stamp);
    }

    /// <summary>Sets and clears attributes; returns those for which a newer timestamp stands.</summary>
    public List<string> Set(Person person, IReadOnlyList<SentAttribute> attributes, long stamp)
    {
        var older = new List<string>();
        foreach (var sent in attributes)
        {
            if (sent.Name is "id" or "cio_id")
                continue;
            var attribute = Preference.Of(sent, person.Attributes);
            if (!person.Attributes.Set(attribute, stamp))
                older.Add(attribute.Name);
            else if (attribute.Name == "email")
                person.Email = Move(_byEmail, person, person.Email, attribute.AsText());
            else if (attribute.Name == "phone")
                person.Phone = Move(_byPhone, person, person.Phone, attribute.AsText());
        }

        return older;
    }

    /// <summary>Removes a person and the data.</summary>
    public void Delete(Person person)
    {
        if (person.Id is not null)
        {
            _byId.Remove(person.Id);
            _deletedById[person.Id] = person;
        }

        person.Email = Move(_byEmail, person, person.Email, null);
        person.Phone = Move(_byPhone, person, person.Phone, null);
        _byCioId.Remove(person.CioId);
        person.Attributes = new();
        person.Devices.Clear();
        person.IsDeleted = true;
    }

    /// <summary>The secondary's data goes to the primary, as far as the primary lacks it; the secondary is gone.</summary>
    public void Merge(Person primary, Person secondary, ItemRecord item)
    {
        var attributes = secondary.Attributes;
        Delete(secondary);
        secondary.MergedInto = primary;
        secondary.History.Add(item);
        primary.Merged.Add((secondary, item));
        foreach (var taken in primary.Attributes.TakeMissing(attributes))
        {
            if (taken.Name == "email")
                primary.Email = Move(_byEmail, primary, primary.Email, taken.AsText());
            else if (taken.Name == "phone")
                primary.Phone = Move(_byPhone, primary, primary.Phone, taken.AsText());
        }
    }

    /// <summary>Removes a person and blocks what was named and every identifier of the person.</summary>
    public void Suppress(PersonIdentifier who, Person? person)
    {
        _suppressed[Normal(who)] = person;
        if (person is null)
            return;

        if (person.Id is { } id)
            _suppressed[new(IdentifierKind.Id, id)] = person;
        if (person.Email is { } email)
            _suppressed[Normal(new(IdentifierKind.Email, email))] = person;
        if (settings.PhoneIdentifier && person.Phone is { } phone)
            _suppressed[new(IdentifierKind.Phone, phone)] = person;
        Delete(person);
        person.IsSuppressed = true;
    }

    /// <summary>
    /// Lets an identifier in again, and the others that were blocked with it: "if […] the suppressed person had both an email and
    /// ID, both the person's email and ID are unsuppressed" (Track OpenAPI). False where it was not blocked.
    /// </summary>
    /// <param name="who">What is named.</param>
    /// <param name="person">Who had it when it was blocked; null for nobody.</param>
    public bool Unsuppress(PersonIdentifier who, out Person? person)
    {
        if (!_suppressed.Remove(Normal(who), out person))
            return false;
        if (person is null)
            return true;
        foreach (var (other, holder) in _suppressed)
        {
            if (holder == person)
                _suppressed.Remove(other);
        }

        person.IsSuppressed = false;
        return true;
    }

    /// <summary>What comes of a call that names a blocked identifier: nothing, and the answer is 200. Null where it is not blocked.</summary>
    public Effect? Suppressed(PersonIdentifier who) => _suppressed.TryGetValue(Normal(who), out var person)
        ? Effect.Ignored($"{who} is suppressed", person)
        : null;

    /// <summary>The same for several identifiers of one call: the first that is blocked.</summary>
    public Effect? Suppressed(IEnumerable<PersonIdentifier> all) =>
        _suppressed.Count == 0 ? null : all.Select(Suppressed).FirstOrDefault(effect => effect is not null);

    private static PersonIdentifier Normal(PersonIdentifier who) =>
        who.Kind == IdentifierKind.Email ? who with { Value = who.Value.ToUpperInvariant() } : who;

    private Dictionary<string, Person> Index(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Id => _byId,
        IdentifierKind.Email => _byEmail,
        IdentifierKind.Phone => _byPhone,
        _ => _byCioId,
    };

    /// <summary>Points an index at a new value; a value that another person has stays theirs.</summary>
    private static string? Move(Dictionary<string, Person> index, Person person, string? from, string? to)
    {
        if (from is not null && index.GetValueOrDefault(from) == person)
            index.Remove(from);
        if (to is not null)
            index.TryAdd(to, person);
        return to;
    }
}
