using System.ComponentModel;
using System.Diagnostics;

namespace Outbox.Tests.Sandbox;

/// <summary>
/// Customer.io's own client for Node runs its calls against the sandbox and reads back what they did: tests/clients/node. Skipped
/// where there is no Node, or no package registry to fetch the client from.
/// </summary>
public sealed class NodeClientTests : SandboxFixture
{
    private static readonly TimeSpan Fetch = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Run = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Every_call_of_Customer_ios_client_for_Node_has_its_effect()
    {
        var home = Path.Combine(AppContext.BaseDirectory, "customerio-node");
        var source = Repository.PathOf("tests", "clients", "node");
        Directory.CreateDirectory(home);
        foreach (var name in (string[])["package.json", "package-lock.json", "calls.mjs"])
            File.Copy(Path.Combine(source, name), Path.Combine(home, name), overwrite: true);

        var (installed, why) = await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0"], home, Fetch);
        Assert.SkipUnless(installed == 0, $"npm ci failed: {why.Trim()}");
        var (code, output) = await RunAsync("node", ["calls.mjs", Server.Address.ToString()], home, Run);

        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(code == 0, output);
        Assert.Matches(@"(?m)^(\d+) of \1 passed", output);
    }

    /// <summary>The exit code and what was written; a program that is not there, or took too long, has the code -1.</summary>
    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string folder, TimeSpan time)
    {
        // npm is a script of the shell's on Windows, which a process cannot start by itself.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", ["/c", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            return (-1, $"{program}: {e.Message}");
        }

        using (process)
        {
            using var limit = new CancellationTokenSource(time, TimeProvider.System);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, Cancel);
            var output = process.StandardOutput.ReadToEndAsync(stop.Token);
            var errors = process.StandardError.ReadToEndAsync(stop.Token);
            try
            {
                await process.WaitForExitAsync(stop.Token);
                return (process.ExitCode, await output + await errors);
            }
            catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"{program} took longer than {time}");
            }
        }
    }
}
