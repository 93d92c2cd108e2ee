using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Yaml;

/// <summary>A mapping file, read.</summary>
/// <param name="Document">The mapping; null where anything of it could not be read.</param>
/// <param name="Findings">Why not, in the file's order.</param>
public sealed record ReadResult(MappingDocument? Document, IReadOnlyList<Finding> Findings)
{
    /// <summary>
    /// What could be read although something could not, so that the rules can speak of it in the same pass; null where
    /// that is too little. Never to be put to work.
    /// </summary>
    public MappingDocument? Readable { get; init; }
}
