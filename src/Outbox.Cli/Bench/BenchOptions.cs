namespace Outbox.Cli.Bench;

/// <summary>How the benchmarks are run.</summary>
/// <param name="Scenarios">Which, in this order.</param>
/// <param name="Server">The server on which to make databases; null for SQLite files.</param>
/// <param name="IsFull">Whether at the full sizes, which take an hour and more.</param>
/// <param name="Rounds">Rounds of each comparison, 1 or more: the figure is their median.</param>
/// <param name="Events">Events of a drain; null for those of the sizes.</param>
/// <param name="Output">Where <c>ENGINE.json</c> and <c>ENGINE.md</c> go; null for the screen alone.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Scenarios, string? Server, bool IsFull, int Rounds, int? Events, string? Output)
{
    /// <summary>Rounds unless told.</summary>
    public const int DefaultRounds = 3;

    /// <summary>Fewer would not fill one read.</summary>
    public const int FewestEvents = 1_000;

    /// <summary>The engine's word in file names and closing lines.</summary>
    public string Engine => Server is null ? "sqlite" : "sqlserver";

    /// <summary>How much of everything.</summary>
    public BenchSizes Sizes
    {
        get
        {
            var sizes = IsFull ? BenchSizes.Full : BenchSizes.Default;
            return Events is { } events ? sizes with { Events = events, UsualEvents = Math.Min(events, sizes.UsualEvents) } : sizes;
        }
    }
}
