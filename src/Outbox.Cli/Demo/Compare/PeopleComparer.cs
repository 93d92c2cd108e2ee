using System.Text.Json;
using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Compare;

/// <summary>Holds people against how they must stand.</summary>
internal static class PeopleComparer
{
    /// <summary>What differs.</summary>
    public static IEnumerable<Difference> Compare(IReadOnlyList<ExpectedPerson> expected, IReadOnlyList<ReceivedPerson> people)
    {
        var there = people.ToLookup(p => p.PersonId, StringComparer.Ordinal);
        var known = expected.Select(e => e.PersonId).ToHashSet(StringComparer.Ordinal);
        return expected.SelectMany(e => Compare(e, [.. there[e.PersonId]]))
            .Concat(people.Where(p => !known.Contains(p.PersonId)).Select(Stranger));
    }

    private static IEnumerable<Difference> Compare(ExpectedPerson expected, IReadOnlyList<ReceivedPerson> there)
    {
        var attributes = expected.Attributes is null ? (JsonElement?)null : JsonSerializer.SerializeToElement(expected.Attributes);
        if (there.Count == 0 && expected.Presence == Presence.Required)
        {
            yield return Differ(expected, "is not there", attributes, null);
        }

        foreach (var person in there)
        {
            var detail = attributes is { } wanted ? JsonDifference.Find(wanted, person.Attributes) : "must not be there";
            if (detail is not null)
            {
                yield return Differ(expected, detail, attributes, person.Attributes);
            }
        }
    }

    private static Difference Stranger(ReceivedPerson person) =>
        new(DifferenceKind.Person, person.PersonId, "nobody of the shop", null, person.Attributes.GetRawText());

    private static Difference Differ(ExpectedPerson person, string detail, JsonElement? expected, JsonElement? actual) =>
        new(DifferenceKind.Person, person.PersonId, detail, expected?.GetRawText(), actual?.GetRawText());
}
