using Outbox.Mapping.Model;

namespace Outbox.Tests.Mapping;

/// <summary>A text with a mark (¤) where its finding is expected.</summary>
internal static class Marked
{
    private const char Mark = '¤';

    public static (string Text, Position At) Read(string marked)
    {
        var index = marked.IndexOf(Mark, StringComparison.Ordinal);
        Assert.True(index >= 0, "The text has no mark.");
        var before = marked[..index];
        var position = new Position(before.Count(c => c == '\n') + 1, index - before.LastIndexOf('\n'));
        return (marked.Remove(index, 1), position);
    }
}
