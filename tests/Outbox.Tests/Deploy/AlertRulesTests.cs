using System.Diagnostics;

namespace Outbox.Tests.Deploy;

/// <summary>The alerts against time series of the accidents that they are for, by Prometheus' own tool where it is on the PATH.</summary>
public sealed class AlertRulesTests
{
    [Fact]
    public async Task Every_accident_raises_its_alert_and_nothing_else_does()
    {
        var promtool = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "promtool.exe" : "promtool"))
            .FirstOrDefault(File.Exists);
        Assert.SkipUnless(promtool is not null, "promtool (of Prometheus) is not on the PATH.");

        var start = new ProcessStartInfo(promtool!, ["test", "rules", "outbox.rules.test.yml"])
        {
            WorkingDirectory = Repository.PathOf("deploy", "alerts"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, string.Concat(said));
    }

    [Fact]
    public void Every_alert_has_a_test()
    {
        var rules = Repository.Read("deploy", "alerts", "outbox.rules.yml").Split('\n')
            .Where(line => line.Contains("- alert: ", StringComparison.Ordinal)).Select(line => line.Split(": ")[1]).ToList();
        var tests = Repository.Read("deploy", "alerts", "outbox.rules.test.yml");

        Assert.NotEmpty(rules);
        Assert.DoesNotContain(rules, rule => !tests.Contains($"alertname: {rule}", StringComparison.Ordinal));
    }
}
