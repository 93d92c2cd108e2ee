namespace Outbox.Stores;

/// <summary>What Customer.io last accepted of a person.</summary>
/// <param name="PersonId">The id sent.</param>
/// <param name="AttributesHash">Hash of the attributes; null where the last answer was ambiguous.</param>
/// <param name="Stamp">The identify's timestamp, unix seconds.</param>
public sealed record SentPerson(string PersonId, string? AttributesHash, long Stamp)
{
    /// <summary>Persons as if each had been sent once, long ago, with other attributes.</summary>
    internal static IReadOnlyDictionary<string, SentPerson> AllOutdated(IEnumerable<string> personIds) =>
        personIds.Distinct(StringComparer.Ordinal).ToDictionary(id => id, id => new SentPerson(id, null, 0), StringComparer.Ordinal);
}
