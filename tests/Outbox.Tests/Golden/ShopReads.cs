using Outbox.Mapping.Capture;
using Outbox.Mapping.Preview;

namespace Outbox.Tests.Golden;

/// <summary>Every read of rows that a preview can make of a mapping.</summary>
internal static class ShopReads
{
    /// <summary>Of each source that has rows, by key and the last ones.</summary>
    public static IReadOnlyList<GeneratedObject> Of(
        CapturePlan plan, Func<CapturePlan, PreviewSource, SourceChoice, GeneratedModule> write) =>
    [
        .. from source in PreviewSource.Of(plan.Mapping)
           where source.HasRows
           from choice in Enum.GetValues<SourceChoice>()
           let read = write(plan, source, choice)
           select read with { Name = $"{string.Concat(read.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))}_{choice}" },
    ];
}
