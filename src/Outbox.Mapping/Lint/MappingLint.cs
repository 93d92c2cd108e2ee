using Outbox.Mapping.Lint.Rules;
using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;

namespace Outbox.Mapping.Lint;

/// <summary>
/// The rules about a mapping that need no database. Values with a closed form of their own (zones, cron expressions,
/// codes, words) are checked where they are read: see <see cref="MappingReader"/>.
/// </summary>
public static class MappingLint
{
    // A new rule is a method and a line here.
    private static readonly IReadOnlyList<Func<MappingDocument, IEnumerable<Finding>>> Rules =
    [
        NameRules.EventNamesAreSnakeCase,
        NameRules.EventNamesAreNotReserved,
        NameRules.EventNamesDoNotLookRehearsed,
        NameRules.EventNamesFit,
        NameRules.EventNamesDiffer,
        NameRules.SentNamesDiffer,
        NameRules.FeedsDiffer,
        PersonRules.IdsAreNoContacts,
        PersonRules.AttributesAreNotTooMany,
        PersonRules.GuestsComeWithAnEvent,
        EventRules.TransitionsHaveAnIdOfTheirOwn,
        EventRules.LiveEventsAreOurs,
        EventRules.LiveEventsWereRehearsed,
        EventRules.EventsHaveATime,
        EventRules.BeforeNeedsAnUpdate,
        EventRules.PropertiesDiffer,
        ObjectRules.NamesAreSnakeCase,
        ObjectRules.TypesAreNumbers,
        ObjectRules.IdsDiffer,
        ContradictionRules.WhenCanHappen,
        ContradictionRules.WhereAgreesWithWhen,
        ContradictionRules.HoldsAgreesWithTheRest,
        ContradictionRules.DeletedPeopleAreIncluded,
    ];

    // Rules about one property or attribute.
    private static readonly IReadOnlyList<Func<PropertyUse, Finding?>> PropertyRules =
    [
        PropertyNameRules.IsSnakeCase,
        PropertyNameRules.IsNotReserved,
        ObjectRules.NameIsNotReserved,
        PropertyNameRules.IsNotBareStatus,
        PropertyNameRules.Fits,
        MoneyRules.MoneyIsNamedCents,
        MoneyRules.CentsHaveACurrency,
        MoneyRules.CentsAreIntegers,
        ConversionRules.SettingsAreUsed,
        ConversionRules.KnownAttributesHaveTheirType,
    ];

    /// <summary>Checks a mapping.</summary>
    /// <returns>Errors and warnings in the file's order; empty where all is well.</returns>
    public static IReadOnlyList<Finding> Check(MappingDocument mapping) =>
        FindingOrder.Sort(Rules.SelectMany(rule => rule(mapping)).Concat(PropertyWalk.All(mapping).SelectMany(Check)));

    /// <summary>
    /// Reads a mapping's text and checks what could be read, so that one pass tells as much as it can.
    /// </summary>
    /// <param name="text">The whole file.</param>
    /// <returns>The mapping, null where there is any error, and all findings in the file's order.</returns>
    public static ReadResult CheckText(string text)
    {
        var read = MappingReader.Read(text);
        var findings = read.Readable is { } readable ? FindingOrder.Sort(read.Findings.Concat(Trustworthy(Check(readable), read))) : read.Findings;
        return read with { Document = findings.Any(f => f.Severity == Severity.Error) ? null : read.Document, Findings = findings };
    }

    internal static IEnumerable<Finding> Check(PropertyUse use) => PropertyRules.Select(rule => rule(use)).OfType<Finding>();

    // Something missing may be what could not be read; a warning about it would mislead.
    private static IEnumerable<Finding> Trustworthy(IReadOnlyList<Finding> findings, ReadResult read) =>
        read.Document is null ? findings.Where(f => f.Severity == Severity.Error) : findings;
}
