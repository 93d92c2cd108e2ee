using Outbox.Cli.Demo.Processes;
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

    /// <summary>Makes a sandbox forget everything.</summary>
    public static async Task ResetAsync(Uri sandbox, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = sandbox };
        await new SandboxClient(http).ResetAsync(cancellationToken);
    }

    /// <summary>Distinct events that a sandbox has.</summary>
    public static async Task<long> CountEventsAsync(Uri sandbox, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = sandbox };
        return (await new SandboxClient(http).StatsAsync(cancellationToken)).Events;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
