using Outbox.Mapping.Capture;
using Outbox.Mapping.Yaml;

namespace Outbox.Stores;

/// <summary>The related reads that a mapping has; the dispatcher's login may not look them up.</summary>
internal static class MappedModules
{
    /// <summary>
    /// By name, the columns of what was captured that each asks for; none where the mapping cannot be read, which the dispatcher
    /// tells itself.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> RelatedOf(string text) =>
        MappingReader.Read(text).Document is { } mapping
            ? RelatedParts.Of(mapping).ToDictionary(
                parts => parts.ModuleName,
                parts => (IReadOnlySet<string>)parts.KeyColumns.ToHashSet(StringComparer.OrdinalIgnoreCase),
                StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, IReadOnlySet<string>>();
}
