using Outbox.EndToEnd.Tests.Servers;
using Outbox.TestServers;

[assembly: AssemblyFixture(typeof(ServerTally))]

namespace Outbox.EndToEnd.Tests.Servers;

/// <summary>Says at the end which server the tests ran on, or why they were skipped, and stops what was begun for them.</summary>
public sealed class ServerTally : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await TestServer.StopAsync();
        if (TestServer.Note is { } note)
        {
            Console.Out.WriteLine($"end to end sqlserver {note}");
        }
    }
}
