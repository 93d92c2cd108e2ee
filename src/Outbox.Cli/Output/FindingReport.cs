using Outbox.Mapping.Lint;
using Spectre.Console;

namespace Outbox.Cli.Output;

/// <summary>Findings for a person: a line each, coloured where the terminal can, and a count.</summary>
internal static class FindingReport
{
    /// <summary>Writes them; nothing but the count where there are none.</summary>
    public static void Write(TextWriter output, string file, IReadOnlyList<Finding> findings)
    {
        var console = Consoles.Unwrapped(output);
        foreach (var finding in findings)
        {
            console.Write(new Text(FindingText.Render(file, finding), new Style(ColorOf(finding.Severity))));
            console.WriteLine();
        }

        var errors = findings.Count(f => f.Severity == Severity.Error);
        console.WriteLine($"{file}: {Count(errors, "error")}, {Count(findings.Count - errors, "warning")}");
    }

    private static Color ColorOf(Severity severity) => severity == Severity.Error ? Color.Red : Color.Yellow;

    private static string Count(int n, string noun) => n == 1 ? $"1 {noun}" : $"{n} {noun}s";
}
