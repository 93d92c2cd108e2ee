using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Outbox.EndToEnd.Tests.Demo;

/// <summary>The real executable, with its child processes, faults and kills.</summary>
public sealed partial class DemoCommandTests
{
    [Fact]
    public async Task The_demo_ends_with_every_event_delivered_once()
    {
        var (exitCode, lines) = await RunAsync("demo", "--orders", "40", "--seed", "7");

        var closing = ClosingLine().Match(lines[^1]);
        Assert.True(closing.Success, string.Join(Environment.NewLine, lines));
        Assert.Equal(closing.Groups["committed"].Value, closing.Groups["delivered"].Value);
        Assert.InRange(int.Parse(closing.Groups["committed"].Value, CultureInfo.InvariantCulture), 50, 1000);
        Assert.Contains(lines, l => l.EndsWith("dispatcher killed 2 times", StringComparison.Ordinal));
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_database_that_is_there_already_is_left_alone()
    {
        var file = Path.GetTempFileName();
        try
        {
            var (exitCode, lines) = await RunAsync("demo", "--database", file);

            Assert.Equal(3, exitCode);
            Assert.Contains(lines, l => l.StartsWith("error OBX502", StringComparison.Ordinal));
            Assert.Equal(0, new FileInfo(file).Length);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Too_few_orders_are_a_wrong_command_line() => Assert.Equal(2, (await RunAsync("demo", "--orders", "1")).ExitCode);

    [GeneratedRegex(@"^demo: (?<committed>\d+) events committed, (?<delivered>\d+) delivered once, 0 lost, 0 duplicated; latency p50 \d+ ms, p99 \d+ ms$")]
    private static partial Regex ClosingLine();

    private static async Task<(int ExitCode, IReadOnlyList<string> Lines)> RunAsync(params string[] arguments)
    {
        var name = OperatingSystem.IsWindows() ? "outbox.exe" : "outbox";
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var text = await error + await output;
        return (process.ExitCode, text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
