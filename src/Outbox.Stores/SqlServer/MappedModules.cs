using Outbox.Mapping.Capture;
using Outbox.Mapping.Yaml;

namespace Outbox.Stores.SqlServer;

/// <summary>The procedures that a mapping has, by name; the dispatcher's login may not look them up.</summary>
internal static class MappedModules
{
    /// <summary>The reads of related rows; none where the mapping cannot be read, which the dispatcher tells itself.</summary>
    public static IReadOnlySet<string> RelatedOf(string text) =>
        MappingReader.Read(text).Document is { } mapping
            ? RelatedParts.Of(mapping).Select(parts => parts.ModuleName).ToHashSet(StringComparer.OrdinalIgnoreCase)
            : new HashSet<string>();
}
