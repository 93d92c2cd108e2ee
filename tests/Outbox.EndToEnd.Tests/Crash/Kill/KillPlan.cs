namespace Outbox.EndToEnd.Tests.Crash.Kill;

/// <summary>The kill points of a run, drawn from a seed: each step in turn, at a random count, place and delay.</summary>
internal static class KillPlan
{
    private const int MostCount = 8;
    private const int LongestMicroseconds = 12_000;

    /// <summary>Draws.</summary>
    /// <param name="seed">The same gives the same.</param>
    /// <param name="kills">How many.</param>
    /// <param name="steps">The steps that there are.</param>
    public static IReadOnlyList<KillPoint> Draw(int seed, int kills, IReadOnlyList<string> steps)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, kills).Select(i => new KillPoint(
            steps[i % steps.Count],
            random.Next(1, MostCount + 1),
            random.Next(2) == 0,
            random.Next(2) == 0 ? 0 : random.Next(1, LongestMicroseconds)))];
    }
}
