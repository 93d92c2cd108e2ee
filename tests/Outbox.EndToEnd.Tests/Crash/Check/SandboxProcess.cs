using System.Globalization;
using Outbox.EndToEnd.Tests.Service;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Query;

namespace Outbox.EndToEnd.Tests.Crash.Check;

/// <summary>The sandbox, a process of its own. What arrived is kept over its lives.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private readonly List<Arrival> _arrivals = [];
    private RunningOutbox? _process;
    private HttpClient? _http;
    private long _requests;
    private long _items;

    /// <summary>Where it listens; the same after a stop.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Asks it.</summary>
    public SandboxClient Client { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts it, on a free port the first time.</summary>
    public static async Task<SandboxProcess> StartAsync(FaultSettings? faults = null)
    {
        var sandbox = new SandboxProcess();
        await sandbox.StartAgainAsync();
        if (faults is not null)
        {
            await sandbox.Client.SetFaultsAsync(faults, Stop);
        }

        return sandbox;
    }

    /// <summary>Starts it again on its port, with an empty workspace.</summary>
    public async Task StartAgainAsync()
    {
        _process = RunningOutbox.Start(["sandbox", "--port", Address.Port.ToString(CultureInfo.InvariantCulture)], new Dictionary<string, string?>());
        const string Listening = "sandbox: listening on ";
        Address = new Uri((await _process.LineAsync(Listening))[Listening.Length..].Trim());
        _http = new HttpClient { BaseAddress = Address };
        Client = new SandboxClient(_http);
    }

    /// <summary>
    /// Stops it. First it takes no more requests, so that what it has taken can be read; nothing arrives unseen.
    /// </summary>
    public async Task StopAsync()
    {
        await Client.SetFaultsAsync(new FaultSettings { DownSeconds = 600 }, Stop);
        List<RequestEntry> requests;
        do
        {
            requests = await Client.RequestsAsync(cancellationToken: Stop).ToListAsync(Stop);
        }
        while (requests.Any(request => request is { Status: null, Fault: Fault.None }));
        _arrivals.AddRange(await ReadAsync());
        _requests += requests.Count;
        _items = _arrivals.Count > 0 ? _arrivals[^1].Sequence : 0;
        await EndAsync();
    }

    /// <summary>All that arrived, in order.</summary>
    public async Task<IReadOnlyList<Arrival>> ArrivalsAsync() => [.. _arrivals, .. await ReadAsync()];

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task<List<Arrival>> ReadAsync() =>
        await Client.ItemsAsync(cancellationToken: Stop).Select(entry => Arrival.Of(entry, _requests, _items)).ToListAsync(Stop);

    private async Task EndAsync()
    {
        _http?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
