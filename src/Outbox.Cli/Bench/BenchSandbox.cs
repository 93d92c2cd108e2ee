using Outbox.Cli.Demo.Processes;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Query;

namespace Outbox.Cli.Bench;

/// <summary>The sandbox, in a process of its own.</summary>
internal sealed class BenchSandbox : IAsyncDisposable
{
    /// <summary>Site id and API key.</summary>
    public const string Key = "sandbox";

    private readonly ChildProcess _process;

    private BenchSandbox(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts one.</summary>
    /// <param name="folder">For its log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BenchSandbox> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var info = OutboxExecutable.StartInfo(["sandbox", "--port", "0"], new Dictionary<string, string>());
        info.WorkingDirectory = folder;
        var process = ChildProcess.Start("sandbox", Path.Combine(folder, "sandbox.log"), info, "sandbox: listening on ");
        return new BenchSandbox(process, new Uri(await process.AwaitLineAsync(cancellationToken)));
    }

    /// <summary>Makes a sandbox forget everything, and take its time from now on.</summary>
    /// <param name="sandbox">Its address.</param>
    /// <param name="answerMilliseconds">How long every answer takes; 0 for as fast as it can.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ResetAsync(Uri sandbox, int answerMilliseconds, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = sandbox };
        var client = new SandboxClient(http);
        await client.ResetAsync(cancellationToken);
        if (answerMilliseconds > 0)
        {
            await client.SetFaultsAsync(new FaultSettings { Slow = 1, SlowMilliseconds = answerMilliseconds }, cancellationToken);
        }
    }

    /// <summary>What a sandbox has received.</summary>
    public static async Task<SandboxStats> StatsAsync(Uri sandbox, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = sandbox };
        return await new SandboxClient(http).StatsAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
