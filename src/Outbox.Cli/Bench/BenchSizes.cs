namespace Outbox.Cli.Bench;

/// <summary>How much of everything. What is compared is compared at one size.</summary>
/// <param name="People">Customers whose events are drained.</param>
/// <param name="Events">Events of a drain.</param>
/// <param name="UsualEvents">Events that the usual worker is given: it is compared by its rate.</param>
/// <param name="CaptureRows">Rows that each statement size writes in a round, in as many statements as that takes.</param>
/// <param name="MostStatements">Statements of a round, at most.</param>
/// <param name="LatencySeconds">How long each rate of writes lasts.</param>
/// <param name="PastRows">Rows sent long ago, besides none.</param>
/// <param name="RestSeconds">How long a dispatcher at rest is watched.</param>
internal sealed record BenchSizes(
    int People,
    int Events,
    int UsualEvents,
    int CaptureRows,
    int MostStatements,
    int LatencySeconds,
    IReadOnlyList<int> PastRows,
    int RestSeconds)
{
    /// <summary>A couple of minutes for each scenario.</summary>
    public static readonly BenchSizes Default = new(1_000, 100_000, 1_000, 10_000, 200, 10, [200_000], 10);

    /// <summary>What a decision may rest on.</summary>
    public static readonly BenchSizes Full = new(1_000, 100_000, 5_000, 50_000, 1_000, 60, [1_000_000, 10_000_000], 60);

    /// <summary>How long the sandbox takes for an answer, in <c>drain</c>: as on one machine, and as over a network.</summary>
    public static readonly IReadOnlyList<int> AnswerMilliseconds = [0, 50];

    /// <summary>Rows a statement, in <c>capture</c>.</summary>
    public static readonly IReadOnlyList<int> StatementRows = [1, 10, 100, 1_000, 10_000];

    /// <summary>Writes a second, in <c>latency</c>.</summary>
    public static readonly IReadOnlyList<int> WriteRates = [10, 200, 1_000];

    /// <summary>Dispatchers, in <c>scale</c>.</summary>
    public static readonly IReadOnlyList<int> Dispatchers = [1, 2, 4];
}
