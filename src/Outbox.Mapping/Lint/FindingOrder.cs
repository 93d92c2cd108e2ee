namespace Outbox.Mapping.Lint;

/// <summary>The order in which findings are told.</summary>
internal static class FindingOrder
{
    /// <summary>By place, then by code; what two rules found alike is told once.</summary>
    public static IReadOnlyList<Finding> Sort(IEnumerable<Finding> findings) =>
    [
        .. findings
            .DistinctBy(f => (f.Code, f.At, f.Message))
            .OrderBy(f => f.At.Line).ThenBy(f => f.At.Column).ThenBy(f => f.Code.Id, StringComparer.Ordinal),
    ];
}
