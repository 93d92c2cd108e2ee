using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outbox.Contract.Tests.Engines;
using Outbox.CustomerIo;
using Outbox.Dispatcher;
using Outbox.Sandbox;
using Outbox.Sandbox.Query;

namespace Outbox.Contract.Tests.Behaviour.People;

/// <summary>Dispatchers on a shop, and a sandbox that they send to.</summary>
internal sealed class PeopleHouse : IAsyncDisposable
{
    private readonly ContractDatabase _shop;
    private readonly SandboxServer _sandbox;
    private readonly HttpClient _http;
    private readonly List<ServiceProvider> _dispatchers = [];

    private PeopleHouse(ContractDatabase shop, SandboxServer sandbox)
    {
        (_shop, _sandbox) = (shop, sandbox);
        _http = new HttpClient { BaseAddress = sandbox.Address };
        Sandbox = new SandboxClient(_http);
    }

    /// <summary>Asks the sandbox.</summary>
    public SandboxClient Sandbox { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts the sandbox.</summary>
    public static async Task<PeopleHouse> OpenAsync(ContractDatabase shop) =>
        new(shop, await SandboxServer.StartAsync(new() { Url = "http://127.0.0.1:0" }, Stop));

    /// <summary>Starts a dispatcher.</summary>
    /// <param name="mergeDelay">How long merges wait.</param>
    public async Task StartAsync(TimeSpan mergeDelay)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_shop.Store);
        services.AddSingleton<IHostApplicationLifetime, NoLifetime>();
        services.AddTrackApi(options => (options.Region, options.SiteId, options.ApiKey, options.BaseAddress) =
            ("us", "sandbox", "sandbox", _sandbox.Address));
        services.AddDispatcher(options =>
        {
            options.Lease = TimeSpan.FromSeconds(5);
            options.JitterSeed = _dispatchers.Count + 1;
            options.RatePerSecond = 1_000;
            options.MergeDelay = mergeDelay;
            options.IdleMax = TimeSpan.FromMilliseconds(50);
        });
        var provider = services.BuildServiceProvider();
        _dispatchers.Add(provider);
        await provider.GetRequiredService<IHostedService>().StartAsync(Stop);
    }

    /// <summary>Waits until nothing is pending any more.</summary>
    public async Task DrainAsync()
    {
        await using var connection = await _shop.ConnectAsync(Stop);
        var since = TimeProvider.System.GetTimestamp();
        while (await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {_shop.Own("Message")} WHERE Status = 'pending'") > 0)
        {
            var failure = _dispatchers.Select(provider => provider.GetRequiredService<DispatcherFailure>().Exception).FirstOrDefault(e => e is not null);
            Assert.True(failure is null, failure?.ToString());
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(60), await TellAsync(connection));
            await Task.Delay(20, Stop);
        }
    }

    /// <summary>Runs a dispatcher until nothing is pending, and stops it.</summary>
    public async Task RunAsync()
    {
        await StartAsync(TimeSpan.FromMilliseconds(300));
        await DrainAsync();
        await StopAsync();
    }

    /// <summary>Stops the dispatchers.</summary>
    public async Task StopAsync()
    {
        foreach (var provider in _dispatchers)
        {
            await provider.GetRequiredService<IHostedService>().StopAsync(CancellationToken.None);
            await provider.DisposeAsync();
        }

        _dispatchers.Clear();
    }

    /// <summary>The ids of the people who are there.</summary>
    public async Task<IReadOnlyList<string?>> IdsAsync() =>
        [.. (await Sandbox.PeopleAsync(cancellationToken: Stop).ToListAsync(Stop)).Select(person => person.Id).Order(StringComparer.Ordinal)];

    /// <summary>Somebody, with the history; a person who is gone is found by the id.</summary>
    public async Task<PersonDetail> PersonAsync(string id)
    {
        var person = await Sandbox.PersonAsync(id, cancellationToken: Stop);
        Assert.True(person is not null, $"nobody ever had {id}; there are {string.Join(", ", await IdsAsync())}");
        return person;
    }

    /// <summary>The events of a person who is there, by name and order's number.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string id)
    {
        var person = await PersonAsync(id);
        var all = await Sandbox.EventsAsync(cancellationToken: Stop).ToListAsync(Stop);
        return [.. all.Where(e => e.CioId == person.Person.CioId).Select(e => $"{e.Name} {e.Attributes.GetProperty("order_id")}").Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    private async Task<string> TellAsync(System.Data.Common.DbConnection connection)
    {
        var rows = await connection.QueryAsync<object>(
            $"SELECT MessageId, Kind, CapturedBy, PersonKey, Lane, Status, Reason, NotBefore, Attempts, Captured FROM {_shop.Own("Message")} ORDER BY MessageId");
        return "rows still wait:\n" + string.Join('\n', rows.Select(row => string.Join(" | ", ((IDictionary<string, object>)row).Values)));
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
