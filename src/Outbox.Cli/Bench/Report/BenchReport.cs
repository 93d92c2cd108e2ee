using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outbox.Cli.Bench.Report;

/// <summary>All that a run measured, and on what.</summary>
/// <param name="At">When it began, UTC.</param>
/// <param name="Version">The program's version with the commit it was built from.</param>
/// <param name="Engine">The database engine and its version, as it says itself.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Sizes"><c>default</c> or <c>full</c>.</param>
/// <param name="Rounds">Rounds of each comparison.</param>
/// <param name="Scenarios">The results.</param>
internal sealed record BenchReport(
    DateTimeOffset At, string Version, string Engine, Machine Machine, string Sizes, int Rounds, IReadOnlyList<ScenarioResult> Scenarios)
{
    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, BenchJson.Default.BenchReport) + "\n";
}

/// <summary>The report's JSON.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class BenchJson : JsonSerializerContext;
