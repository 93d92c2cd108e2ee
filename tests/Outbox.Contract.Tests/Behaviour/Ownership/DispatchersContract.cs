using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outbox.Contract.Tests.Engines;
using Outbox.CustomerIo;
using Outbox.Dispatcher;

namespace Outbox.Contract.Tests.Behaviour.Ownership;

/// <summary>Dispatchers at work together on one outbox.</summary>
public abstract class DispatchersContract(ContractEngine engine) : ContractTests(engine)
{
    private const int People = 12;

    private readonly ArrivalApi _api = new();
    private readonly List<Running> _running = [];
    private int _orders;

    [Fact]
    public async Task Three_share_and_one_joins_one_is_cut_off_for_longer_than_its_lease_and_one_stops()
    {
        await MigrateAsync(
            """
            events:
              ordered: { table: Orders, id: OrderId, person: CustomerId, when: inserted, properties: { order_id: OrderId } }
              refunded: { table: Refunds, id: RefundId, person: { lookup: Orders, on: OrderId, column: CustomerId }, when: inserted, properties: { order_id: RefundId } }
            """);
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'live'");
        await ShopAsync($"INSERT INTO Customers (CustomerId) VALUES {string.Join(", ", Enumerable.Range(1, People).Select(i => $"({i})"))}");

        await using var first = await StartAsync(1);
        await using var second = await StartAsync(2);
        await OrdersAsync(40, () => Sent(20));
        await using var third = await StartAsync(3);
        await OrdersAsync(40, () => first.Held + second.Held + third.Held >= first.All && (first.All == 1 || third.Held > 0));

        second.Gate.Shut();
        await OrdersAsync(40, () => Sent(2 * _orders));
        second.Gate.Release();
        await OrdersAsync(40, () => first.All == 1 || second.Held > 0);

        var all = first.All;
        await first.StopAsync();
        await OrdersAsync(40, () => Sent(2 * _orders) && second.Held + third.Held == all);
        Assert.Null(first.Failure);
        await second.StopAsync();
        await third.StopAsync();
        Assert.All(new[] { first, second, third }, dispatcher => Assert.Null(dispatcher.Failure));

        Assert.Equal(2 * _orders, _api.Events.Select(e => e.Id).Distinct().Count());
        Assert.All(_api.Events.GroupBy(e => e.Id), copies => Assert.Single(copies.Select(e => e.Text).Distinct()));
        foreach (var person in _api.Events.GroupBy(e => e.Person))
        {
            // What a cut-off dispatcher sent again is a copy; the order is that of the first ones, between requests.
            var arrived = person.DistinctBy(e => e.Id).Select(e => (e.Request, e.Number)).ToList();
            var expected = arrived.OrderBy(e => e.Number).ThenBy(e => e.Request).ToList();
            Assert.True(
                expected.Zip(expected.Skip(1)).All(pair => pair.First.Request <= pair.Second.Request),
                $"{person.Key}: {string.Join(' ', arrived)}");
        }

        Assert.Equal("0", Assert.Single(await Shop.ColumnAsync($"SELECT COUNT(*) FROM {Shop.Own("Message")} WHERE Status <> 'sent' AND Kind = 'event'")));
        Assert.Equal("0", Assert.Single(await Shop.ColumnAsync($"SELECT COUNT(*) FROM {Shop.Own("Lane")} WHERE Owner IS NOT NULL")));
    }

    private bool Sent(int events) => _api.Events.Select(e => e.Id).Distinct().Count() >= events;

    /// <summary>Orders and a refund of each, one after the other, and on until something has come about.</summary>
    private async Task OrdersAsync(int least, Func<bool> until)
    {
        var give = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < least || !until(); i++)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(give) < TimeSpan.FromSeconds(90), $"nothing moves: {string.Join("; ", _running)}");
            if (i < least)
            {
                var order = ++_orders;
                await ShopAsync($"INSERT INTO Orders (OrderId, CustomerId) VALUES ({order}, {(order % People) + 1})");
                await ShopAsync($"INSERT INTO Refunds (RefundId, OrderId) VALUES ({order}, {order})");
            }
            else
            {
                await Task.Delay(20, Stop);
            }
        }
    }

    private async Task<Running> StartAsync(int seed)
    {
        var (store, gate) = Gate.Before(Store);
        var services = new ServiceCollection();
        services.AddSingleton(store);
        services.AddSingleton<ITrackApi>(_api);
        services.AddSingleton<IHostApplicationLifetime, NoLifetime>();
        services.AddDispatcher(options =>
        {
            options.Lease = TimeSpan.FromSeconds(2);
            options.JitterSeed = seed;
            options.RatePerSecond = 1_000;
        });
        var running = new Running(services.BuildServiceProvider(), gate);
        _running.Add(running);
        await running.Service.StartAsync(Stop);
        return running;
    }

    private sealed class Running(ServiceProvider services, Gate gate) : IAsyncDisposable
    {
        public Gate Gate => gate;

        public IHostedService Service { get; } = services.GetRequiredService<IHostedService>();

        public int Held => services.GetRequiredService<DispatcherStatus>().Now.HeldLanes.Count;

        public int All => services.GetRequiredService<DispatcherStatus>().Now.LanesInAll;

        public Exception? Failure => services.GetRequiredService<DispatcherFailure>().Exception;

        public override string ToString() => $"{services.GetRequiredService<DispatcherStatus>().Now} {Failure}";

        public Task StopAsync() => Service.StopAsync(CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            gate.Release();
            await StopAsync();
            await services.DisposeAsync();
        }
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

/// <summary>On SQLite.</summary>
public sealed class SqliteDispatchers() : DispatchersContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerDispatchers() : DispatchersContract(new SqlServerEngine());

/// <summary>On SQL Server, with READ_COMMITTED_SNAPSHOT.</summary>
public sealed class SqlServerRowVersionDispatchers() : DispatchersContract(new SqlServerEngine(rowVersions: true));
