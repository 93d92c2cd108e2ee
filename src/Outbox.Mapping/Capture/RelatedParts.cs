using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture;

/// <summary>What a capture needs of other tables; read after the commit, by one module.</summary>
/// <param name="CapturedBy">The capture.</param>
/// <param name="Person">The looked-up person; null where the row itself tells.</param>
/// <param name="Lookups">Looked-up properties.</param>
/// <param name="Each">Arrays of rows.</param>
/// <param name="View">The view; null for none.</param>
public sealed record RelatedParts(
    string CapturedBy,
    Lookup? Person,
    IReadOnlyList<LookupProperty> Lookups,
    IReadOnlyList<EachProperty> Each,
    ViewReference? View)
{
    /// <summary>The module's name: <c>Related_</c> and the capture's, with <c>_</c> for what a name cannot hold.</summary>
    public string ModuleName => ModuleNameOf(CapturedBy);

    /// <summary>The columns of the captured row that the module is fed with, each once.</summary>
    public IReadOnlyList<string> KeyColumns =>
    [
        .. (Person?.On ?? [])
            .Concat(Lookups.SelectMany(l => l.Lookup.On))
            .Concat(Each.SelectMany(e => e.On))
            .Concat(View?.On ?? [])
            .Select(join => join.Here.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The module's name for a capture.</summary>
    public static string ModuleNameOf(string capturedBy) =>
        "Related_" + string.Concat(capturedBy.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>The parts of every capture of a mapping that needs any.</summary>
    public static IReadOnlyList<RelatedParts> Of(MappingDocument mapping) =>
    [
        .. mapping.MappedEvents.Select(Of)
            .Concat(mapping.Feeds.Select(f => new RelatedParts(f.CapturedBy, LookupOf(f.Person), [], [], null)))
            .Concat(mapping.People.TouchedBy.Select(t => new RelatedParts(t.CapturedBy, LookupOf(t.Person), [], [], null)))
            .Concat(mapping.Relations.Select(r => new RelatedParts(r.Relation.CapturedBy, null, [r.Relation.Now], [], null)))
            .Where(parts => parts.KeyColumns.Count > 0),
    ];

    private static RelatedParts Of(MappedEvent mapped) => new(
        mapped.CapturedBy,
        LookupOf(mapped.Person),
        [.. mapped.Properties.OfType<LookupProperty>()],
        [.. mapped.Properties.OfType<EachProperty>()],
        mapped.View);

    private static Lookup? LookupOf(PersonReference person) => (person as LookedUpPerson)?.Lookup;
}
