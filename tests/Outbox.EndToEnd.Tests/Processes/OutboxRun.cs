using System.Diagnostics;

namespace Outbox.EndToEnd.Tests.Processes;

/// <summary>One run of the real executable.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record OutboxRun(int ExitCode, string Output, string Error)
{
    /// <summary>Both outputs by line.</summary>
    public IReadOnlyList<string> Lines => (Error + Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs it to its end.</summary>
    /// <param name="environment">Variables to set.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<OutboxRun> OfAsync(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var name = OperatingSystem.IsWindows() ? "outbox.exe" : "outbox";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OUTBOX__CUSTOMERIO__APIKEY"] = "key";
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start)!;
        var token = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return new OutboxRun(process.ExitCode, await output, await error);
    }

    /// <summary>Asserts that it did what it was asked.</summary>
    public OutboxRun Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Error}");
        return this;
    }

    /// <summary>Asserts that it ended with one error that tells the mend, and no stack trace.</summary>
    public OutboxRun Failed(int exitCode, string code)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}\n{Output}\n{Error}");
        Assert.Contains($"error {code}: ", Error, StringComparison.Ordinal);
        Assert.Contains("  mend: ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Output + Error, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Asserts that it said something.</summary>
    public OutboxRun Says(string text)
    {
        Assert.Contains(text, Output + Error, StringComparison.OrdinalIgnoreCase);
        return this;
    }
}
