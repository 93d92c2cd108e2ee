using System.Globalization;
using System.Text;

namespace Outbox.Cli.Bench.Report;

/// <summary>A report for people: a table a scenario.</summary>
internal static class MarkdownReport
{
    /// <summary>Writes it.</summary>
    public static string Write(BenchReport report)
    {
        var text = new StringBuilder();
        Line(text, $"# Results on {report.Engine}");
        Line(text, $"");
        Line(text, $"- {report.At:yyyy-MM-dd HH:mm} UTC, outbox {report.Version}, sizes: {report.Sizes}, rounds: {report.Rounds}");
        Line(text, $"- {report.Machine.Processor}, {report.Machine.Cores} processors, {report.Machine.MemoryGb} GiB; {report.Machine.System}; {report.Machine.Runtime}");
        Line(text, $"- The sandbox ran on the same machine, in a process of its own.");
        foreach (var scenario in report.Scenarios)
        {
            Write(text, scenario);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, ScenarioResult scenario)
    {
        Line(text, $"");
        Line(text, $"## {scenario.Scenario}");
        Line(text, $"");
        Line(text, $"{scenario.Summary}");
        Line(text, $"");
        Line(text, $"Settings: {string.Join(", ", scenario.Settings.Select(setting => $"{setting.Key} {setting.Value}"))}.");
        Line(text, $"");
        Line(text, $"| figure | unit | median | lowest | highest |");
        Line(text, $"|---|---|---:|---:|---:|");
        foreach (var figure in scenario.Figures)
        {
            Line(text, $"| {figure.Name} | {figure.Unit} | {Number(figure.Median)} | {Number(figure.Rounds.Min())} | {Number(figure.Rounds.Max())} |");
        }

        Line(text, $"");
        Line(text, $"```text");
        foreach (var closing in scenario.ClosingLines)
        {
            Line(text, $"{closing}");
        }

        Line(text, $"```");
    }

    /// <summary>A number with three digits that say something, or whole.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("F2", CultureInfo.InvariantCulture),
    };

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
