using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Rules;

/// <summary>Persons, guests and how many attributes they have.</summary>
internal static class PersonRules
{
    // Customer.io's limit of a person.
    public const int MostAttributes = 300;

    private static readonly HashSet<string> ContactWords =
        ["email", "mail", "phone", "mobile", "cell", "cellphone", "telephone", "tel", "msisdn", "fax"];

    private static readonly HashSet<string> KeyWords = ["id", "key", "guid", "uuid", "hash"];

    public static IEnumerable<Finding> IdsAreNoContacts(MappingDocument mapping)
    {
        var people = mapping.People;
        return PersonWalk.All(mapping).Select(use => (use.Column, use.Path)).Prepend((Column: people.Id, Path: "people.id"))
            .Where(use => IsContact(use.Column.Name))
            .Select(use => Finding.Error(
                LintCodes.PersonIdIsContact, use.Column.At, use.Path,
                $"The person's key {use.Column.Name.Quoted()} looks like an e-mail address or a phone number, which people change and share.",
                "Use the stable key of the people table; map the e-mail as an attribute."));
    }

    public static IEnumerable<Finding> AttributesAreNotTooMany(MappingDocument mapping)
    {
        var count = mapping.People.Attributes.Count + (mapping.People.View?.Columns.Count ?? 0);
        if (count <= MostAttributes)
            yield break;
        yield return Finding.Error(
            LintCodes.TooManyAttributes, mapping.People.At, "people", $"A person has {count} attributes; Customer.io takes {MostAttributes}.",
            "Map those that segments and journeys use.");
    }

    public static IEnumerable<Finding> GuestsComeWithAnEvent(MappingDocument mapping)
    {
        if (mapping.People.Guests is not { } guests || PersonWalk.All(mapping).Any(use => IsGuest(use, guests)))
            yield break;
        yield return Finding.Warning(
            LintCodes.GuestsUnused, guests.At, "people.guests",
            $"No event takes its person from {guests.Table.Name}.{guests.WhenNull.Name}, so that no guest is ever seen.",
            "Give an event of that table this column as its person, or take guests out.");
    }

    private static bool IsGuest(PersonUse use, Guests guests) =>
        string.Equals(use.Table.Name.Name, guests.Table.Name.Name, StringComparison.OrdinalIgnoreCase)
        && string.Equals(use.Column.Name, guests.WhenNull.Name, StringComparison.OrdinalIgnoreCase);

    private static bool IsContact(string column)
    {
        var words = SnakeCase.Words(column);
        return words.Any(ContactWords.Contains) && !KeyWords.Contains(words[^1]);
    }
}
