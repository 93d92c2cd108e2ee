using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Outbox.Tests.Clr;

/// <summary>The built assembly itself on a runtime of .NET Framework 4.x: mono, where it is there.</summary>
internal static class MonoFunctions
{
    private static readonly string Runner = Path.Combine(AppContext.BaseDirectory, "clr-runner", "Outbox.Clr.Runner.exe");

    /// <summary>What it answers to each vector; null with the reason where it cannot be asked.</summary>
    public static async Task<(IReadOnlyList<string?>? Answers, string? Why)> AnswerAsync(IReadOnlyList<FunctionVector> vectors, CancellationToken cancellationToken)
    {
        var (lines, why) = await RunAsync(vectors.Select(Question), cancellationToken);
        return (lines is null ? null : [.. lines.Select(Read)], why);
    }

    /// <summary>Runs the questions as they are; null with the reason where there is no runtime for it.</summary>
    public static async Task<(IReadOnlyList<string>? Lines, string? Why)> RunAsync(IEnumerable<string> questions, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("outbox-clr-");
        try
        {
            var asked = Path.Combine(folder.FullName, "questions");
            var answered = Path.Combine(folder.FullName, "answers");
            await File.WriteAllLinesAsync(asked, questions, Encoding.ASCII, cancellationToken);
            using var mono = new Process { StartInfo = new ProcessStartInfo("mono", [Runner, asked, answered]) { RedirectStandardError = true, RedirectStandardOutput = true } };
            try
            {
                mono.Start();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return (null, "mono is not there (Debian: mono-runtime and libmono-system-data4.0-cil)");
            }

            var output = mono.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = await mono.StandardError.ReadToEndAsync(cancellationToken);
            await mono.WaitForExitAsync(cancellationToken);
            await output;
            if (mono.ExitCode != 0 && error.Contains("Could not load file or assembly 'System.", StringComparison.Ordinal))
            {
                return (null, "mono is there without System.Data (Debian: libmono-system-data4.0-cil)");
            }

            Assert.True(mono.ExitCode == 0, error);
            return (await File.ReadAllLinesAsync(answered, Encoding.ASCII, cancellationToken), null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A question of the runner.</summary>
    public static string Question(FunctionVector vector) => string.Join('\t', [vector.Function, .. vector.Arguments.Select(Write)]);

    private static string Write(string? text) => text is null ? "-" : "+" + Convert.ToBase64String(MemoryMarshal.AsBytes(text.AsSpan()));

    private static string? Read(string line) => line == "-" ? null : new string(MemoryMarshal.Cast<byte, char>(Convert.FromBase64String(line[1..])));
}
