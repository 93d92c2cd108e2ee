namespace Outbox.Dispatcher.Read;

/// <summary>Divides work that only thinks among the processors: while a read is shaped, its requests wait.</summary>
internal static class Evenly
{
    /// <summary>Fewer than these are done before others have begun.</summary>
    private const int LeastForTwo = 128;

    /// <summary>Maps each of a list, in order.</summary>
    /// <param name="list">The list.</param>
    /// <param name="map">Pure: it runs for several at the same time.</param>
    public static TResult[] Map<T, TResult>(IReadOnlyList<T> list, Func<T, TResult> map)
    {
        var results = new TResult[list.Count];
        var parts = Math.Min(Environment.ProcessorCount, list.Count / LeastForTwo);
        if (parts < 2)
        {
            MapPart(0, list.Count);
        }
        else
        {
            Parallel.For(0, parts, part => MapPart(part * list.Count / parts, (part + 1) * list.Count / parts));
        }

        return results;

        void MapPart(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                results[i] = map(list[i]);
            }
        }
    }
}
