using Outbox.Mapping.Lint;
using Spectre.Console;

namespace Outbox.Cli.Output;

/// <summary>Findings for a person: a line each, coloured where the terminal can, and a count.</summary>
internal static class FindingReport
{
    /// <summary>Writes them; nothing but the count where there are none.</summary>
    public static void Write(string file, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var style = new Style(finding.Severity == Severity.Error ? Color.Red : Color.Yellow);
            // Lines are for editors and grep as well: they are never wrapped.
            AnsiConsole.Console.Profile.Width = Math.Max(AnsiConsole.Console.Profile.Width, 10_000);
            AnsiConsole.Write(new Text(FindingText.Render(file, finding) + Environment.NewLine, style));
        }

        var errors = findings.Count(f => f.Severity == Severity.Error);
        AnsiConsole.WriteLine($"{file}: {Count(errors, "error")}, {Count(findings.Count - errors, "warning")}");
    }

    private static string Count(int n, string noun) => n == 1 ? $"1 {noun}" : $"{n} {noun}s";
}
