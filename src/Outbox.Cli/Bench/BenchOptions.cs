namespace Outbox.Cli.Bench;

/// <summary>How the benchmarks are run.</summary>
/// <param name="Scenarios">Which, in this order.</param>
/// <param name="Server">The server on which to make databases; null for SQLite files.</param>
/// <param name="IsFull">Whether at the full sizes, which take an hour and more.</param>
/// <param name="Rounds">Rounds of each comparison, 1 or more: the figure is their median.</param>
/// <param name="Output">Where <c>ENGINE.json</c> and <c>ENGINE.md</c> go; null for the screen alone.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Scenarios, string? Server, bool IsFull, int Rounds, string? Output)
{
    /// <summary>Rounds unless told.</summary>
    public const int DefaultRounds = 3;

    /// <summary>The engine's word in file names and closing lines.</summary>
    public string Engine => Server is null ? "sqlite" : "sqlserver";

    /// <summary>How much of everything.</summary>
    public BenchSizes Sizes => IsFull ? BenchSizes.Full : BenchSizes.Default;
}
