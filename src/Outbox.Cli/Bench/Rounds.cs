namespace Outbox.Cli.Bench;

/// <summary>Runs contenders side by side: all of them in each round, and each round begins with another.</summary>
internal static class Rounds
{
    /// <summary>Runs; what a contender does once before the rounds, to warm up, is its own.</summary>
    /// <param name="rounds">1 or more.</param>
    /// <param name="contenders">Each measures itself and returns its figure.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The figures of each contender, by round.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<double>>> RunAsync(
        int rounds, IReadOnlyList<Func<CancellationToken, Task<double>>> contenders, CancellationToken cancellationToken)
    {
        var figures = contenders.Select(_ => new List<double>(rounds)).ToList();
        for (var round = 0; round < rounds; round++)
        {
            for (var place = 0; place < contenders.Count; place++)
            {
                var contender = (round + place) % contenders.Count;
                figures[contender].Add(await contenders[contender](cancellationToken));
            }
        }

        return figures;
    }

    /// <summary>The median.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The median of the rounds' ratios: what disturbs the machine for a while disturbs both sides of a round.</summary>
    public static double Ratio(IReadOnlyList<double> ours, IReadOnlyList<double> theirs) =>
        Median(ours.Zip(theirs, (our, their) => our / their));
}
