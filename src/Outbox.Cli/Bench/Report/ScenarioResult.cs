namespace Outbox.Cli.Bench.Report;

/// <summary>What a scenario measured.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Summary">What it measures.</param>
/// <param name="Settings">What it was run with.</param>
/// <param name="Figures">The figures.</param>
/// <param name="ClosingLines">The lines to remember, beginning with <c>bench</c>.</param>
internal sealed record ScenarioResult(
    string Scenario,
    string Summary,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<Figure> Figures,
    IReadOnlyList<string> ClosingLines);

/// <summary>A figure: the median of its rounds.</summary>
/// <param name="Name">Of what.</param>
/// <param name="Unit">In which unit.</param>
/// <param name="Rounds">By round, at least one.</param>
internal sealed record Figure(string Name, string Unit, IReadOnlyList<double> Rounds)
{
    /// <summary>The median.</summary>
    public double Median => Bench.Rounds.Median(Rounds);
}
