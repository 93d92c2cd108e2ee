using Microsoft.Extensions.Hosting;

namespace Outbox.Sandbox.Http;

/// <summary>Leaves Ctrl+C and SIGTERM to the program that hosts the sandbox.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
