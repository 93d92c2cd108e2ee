using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint;

/// <summary>Two people, or more, with one e-mail.</summary>
/// <param name="First">A key.</param>
/// <param name="Last">Another's.</param>
/// <param name="People">How many have it.</param>
public sealed record SharedEmail(string First, string Last, long People);

/// <summary>A person of whom the people view has several rows.</summary>
/// <param name="PersonKey">The key.</param>
/// <param name="Rows">How many.</param>
public sealed record SeveralRows(string PersonKey, long Rows);

/// <summary>What the data says that the catalog does not. Keys are told, never e-mails.</summary>
public static class PeopleFindings
{
    /// <summary>A finding for all people who share an e-mail.</summary>
    public static IEnumerable<Finding> Of(IReadOnlyList<SharedEmail> shared, Position at)
    {
        if (shared.Count > 0)
        {
            yield return Finding.Warning(
                AttributeLintCodes.SharedEmail, at, "people.attributes.email",
                $"One e-mail belongs to several people: {Some(shared, s => s.People == 2 ? $"{s.First} and {s.Last}" : $"{s.First}, {s.Last} and {s.People - 2} more")}.",
                "Decide whose it is, or merge the customers: Customer.io has an e-mail once, and the second goes without it.");
        }
    }

    /// <summary>A finding for all people of whom the view has several rows.</summary>
    public static IEnumerable<Finding> Of(IReadOnlyList<SeveralRows> several, Position at)
    {
        if (several.Count > 0)
        {
            yield return Finding.Warning(
                AttributeLintCodes.SeveralRows, at, "people.view",
                $"The view has several rows for one person, and any of them would be sent: {Some(several, s => $"{s.PersonKey} ({s.Rows})")}.",
                "Let the view choose, for example the primary address.");
        }
    }

    private static string Some<T>(IReadOnlyList<T> all, Func<T, string> words)
    {
        const int shown = 5;
        return string.Join("; ", all.Take(shown).Select(words)) + (all.Count > shown ? "; …" : "");
    }
}
