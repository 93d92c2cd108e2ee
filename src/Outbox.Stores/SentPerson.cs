namespace Outbox.Stores;

/// <summary>What Customer.io last accepted of a person.</summary>
/// <param name="PersonId">The id sent.</param>
/// <param name="AttributesHash">Hash of the attributes; null where the last answer was ambiguous.</param>
/// <param name="Stamp">The identify's timestamp, unix seconds.</param>
public sealed record SentPerson(string PersonId, string? AttributesHash, long Stamp)
{
    /// <summary>
    /// What was accepted of the values that do not go with every identify: the shop's opt-outs, hashes of addresses. A text of at
    /// most <see cref="MostBaseline"/> characters; null for nothing, and to be recorded: what is known stays.
    /// </summary>
    public string? Baseline { get; init; }

    /// <summary>Characters of <see cref="Baseline"/>.</summary>
    public const int MostBaseline = 4_000;

    /// <summary>Persons as if each had been sent once, long ago, with other attributes.</summary>
    internal static IReadOnlyDictionary<string, SentPerson> AllOutdated(IEnumerable<string> personIds) =>
        personIds.Distinct(StringComparer.Ordinal).ToDictionary(id => id, id => new SentPerson(id, null, 0), StringComparer.Ordinal);
}
