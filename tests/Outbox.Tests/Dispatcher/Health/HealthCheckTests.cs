using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Outbox.Core.Messages;
using Outbox.Dispatcher;
using Outbox.Dispatcher.Health;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher.Health;

public sealed class HealthCheckTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryStore _store;
    private readonly ServiceProvider _services;

    public HealthCheckTests()
    {
        _store = new MemoryStore(_clock);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<IOutboxStore>(_store)
            .AddSingleton<Pulse>()
            .AddSingleton<DispatcherStatus>()
            .AddDispatcherHealth(new HealthOptions())
            .BuildServiceProvider();
        AtWork();
    }

    private Pulse Pulse => _services.GetRequiredService<Pulse>();

    private StoreWatch Watch => _services.GetRequiredService<StoreWatch>();

    [Fact]
    public async Task All_is_well_where_all_is_well()
    {
        await Watch.LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Healthy), (await Ask(HealthTags.Live), await Ask(HealthTags.Ready)));
    }

    [Fact]
    public async Task Before_the_first_look_it_is_alive_and_not_ready()
    {
        Assert.Equal((HealthStatus.Healthy, HealthStatus.Unhealthy), (await Ask(HealthTags.Live), await Ask(HealthTags.Ready)));
        Assert.Equal(["database"], await Unhealthy());
    }

    [Fact]
    public async Task A_database_that_is_away_is_named_by_its_code_and_restarts_nothing()
    {
        _store.Failing = call => call == "health" ? new StoreBusyException("locked by anna@example.com", new TimeoutException()) : null;
        await Watch.LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Healthy, await Ask(HealthTags.Live));
        Assert.Equal(["database"], await Unhealthy());
        Assert.Equal("does not answer (busy: TimeoutException)", (await Report())["database"].Description);
    }

    [Fact]
    public async Task Events_grow_old_while_the_database_is_away()
    {
        _store.Event("order_completed", "1", "1");
        await Watch.LookAsync(TestContext.Current.CancellationToken);
        _store.Failing = call => call == "health" ? new StoreBusyException("away", new TimeoutException()) : null;

        _clock.Advance(TimeSpan.FromHours(25));
        Pulse.Turn("dispatch");
        await Watch.LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Degraded, (await Report())["backlog"].Status);
    }

    [Fact]
    public async Task Events_of_a_paused_type_are_told_apart_and_never_make_it_unhealthy()
    {
        _store.Event("order_completed", "1", "1");
        _store.Types["order_completed"] = new EventTypeState("order_completed", Delivery.Paused, 100, "sql");
        await Watch.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, (await Report())["backlog"].Status);

        _clock.Advance(TimeSpan.FromHours(60));
        Pulse.Turn("dispatch");
        await Watch.LookAsync(TestContext.Current.CancellationToken);

        var backlog = (await Report())["backlog"];
        Assert.Equal(HealthStatus.Degraded, backlog.Status);
        Assert.Equal("no live event waits; the oldest of a paused type is 60.0 h old; after 72 h it starts no campaign", backlog.Description);
        Assert.Equal((1L, 1L, 216_000L), (backlog.Data["pending"], backlog.Data["paused"], backlog.Data["oldest_paused_seconds"]));
        Assert.False(backlog.Data.ContainsKey("oldest_live_seconds"));
    }

    [Fact]
    public async Task A_loop_that_hangs_is_neither_alive_nor_ready()
    {
        await Watch.LookAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Unhealthy), (await Ask(HealthTags.Live), await Ask(HealthTags.Ready)));
    }

    [Fact]
    public void A_loop_that_waits_as_long_as_it_said_does_not_hang()
    {
        Pulse.Turn("dispatch", next: TimeSpan.FromMinutes(10));
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.True(Pulse.IsAlive);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Pulse.IsAlive);
    }

    [Fact]
    public void One_loop_does_not_cover_for_another()
    {
        Pulse.Turn("other");
        _clock.Advance(TimeSpan.FromSeconds(61));
        Pulse.Turn("dispatch");
        Assert.False(Pulse.IsAlive);

        Pulse.End("other");
        Assert.True(Pulse.IsAlive);
    }

    [Fact]
    public async Task What_a_loop_calls_turns_that_loop_and_a_loop_that_has_ended_does_not_hang()
    {
        Pulse.Enter("sender");
        _clock.Advance(TimeSpan.FromSeconds(61));
        Pulse.Turn("dispatch", next: TimeSpan.FromDays(1));
        Assert.False(Pulse.IsAlive);

        await Task.Run(() => Pulse.Turn(TimeSpan.FromMinutes(5)), TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True(Pulse.IsAlive);

        Pulse.End("sender");
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.True(Pulse.IsAlive);
    }

    [Fact]
    public async Task Refused_credentials_make_it_unready()
    {
        await NoteAsync(picture => picture with { Endpoint = EndpointState.Refused });

        Assert.Equal(["credentials"], await Unhealthy());
    }

    [Fact]
    public async Task Customer_io_that_does_not_answer_does_not()
    {
        await NoteAsync(picture => picture with { Endpoint = EndpointState.Down });

        Assert.Empty(await Unhealthy());
    }

    [Theory]
    [InlineData(BindingState.Unknown)]
    [InlineData(BindingState.Other)]
    public async Task An_outbox_that_is_not_known_to_belong_here_makes_it_unready(BindingState binding)
    {
        await NoteAsync(picture => picture with { Binding = binding });

        Assert.Equal(["binding"], await Unhealthy());
    }

    [Theory]
    [InlineData(0, 16, 1, false)]
    [InlineData(0, 16, 2, true)]
    [InlineData(3, 16, 1, true)]
    [InlineData(0, 0, 0, false)]
    public async Task Lanes_are_held_here_or_by_others(int held, int inAll, int dispatchers, bool isReady)
    {
        await NoteAsync(picture => picture with
        {
            HeldLanes = [.. Enumerable.Range(0, held).Select(lane => (byte)lane)],
            LanesInAll = inAll,
            LiveDispatchers = dispatchers,
        });

        Assert.Equal(isReady ? [] : ["lanes"], await Unhealthy());
    }

    [Theory]
    [InlineData(null, HealthStatus.Healthy)]
    [InlineData(-5, HealthStatus.Healthy)]
    [InlineData(1439, HealthStatus.Healthy)]
    [InlineData(1440, HealthStatus.Degraded)]
    [InlineData(2879, HealthStatus.Degraded)]
    [InlineData(2880, HealthStatus.Unhealthy)]
    [InlineData(4320, HealthStatus.Unhealthy)]
    public void An_age_of_24_hours_degrades_and_of_48_hours_makes_unready(int? minutes, HealthStatus status) =>
        Assert.Equal(status, BacklogAge.Judge(minutes is { } value ? TimeSpan.FromMinutes(value) : null));

    [Theory]
    [InlineData(CaptureState.Gone, HealthStatus.Unhealthy)]
    [InlineData(CaptureState.Astray, HealthStatus.Unhealthy)]
    [InlineData(CaptureState.Unbound, HealthStatus.Unhealthy)]
    [InlineData(CaptureState.Disabled, HealthStatus.Unhealthy)]
    [InlineData(CaptureState.Changed, HealthStatus.Degraded)]
    public async Task A_trigger_that_is_not_as_migrate_left_it_is_named(CaptureState state, HealthStatus status)
    {
        _store.Captures = [new CaptureFault("dbo.Orders", state, "Status is gone (events.order_paid.when, line 14)")];
        await Watch.LookAsync(TestContext.Current.CancellationToken);

        var captures = (await Report())["captures"];
        Assert.Equal(status, captures.Status);
        Assert.Contains("dbo.Orders", captures.Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, await Ask(HealthTags.Live));
    }

    [Fact]
    public async Task Triggers_that_cannot_be_seen_are_no_reason_for_unreadiness()
    {
        _store.Captures = null;
        await Watch.LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Degraded, (await Report())["captures"].Status);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private void AtWork()
    {
        Pulse.Turn("dispatch");
        Status.Note(picture => picture with
        {
            HeldLanes = [0],
            LanesInAll = 1,
            LiveDispatchers = 1,
            Endpoint = EndpointState.Up,
            Binding = BindingState.Bound,
        });
    }

    private DispatcherStatus Status => _services.GetRequiredService<DispatcherStatus>();

    private async Task NoteAsync(Func<DispatcherPicture, DispatcherPicture> change)
    {
        await Watch.LookAsync(TestContext.Current.CancellationToken);
        Status.Note(change);
    }

    private async Task<HealthStatus> Ask(string tag) => (await _services.GetRequiredService<HealthCheckService>().CheckHealthAsync(
        check => check.Tags.Contains(tag), TestContext.Current.CancellationToken)).Status;

    private async Task<IReadOnlyDictionary<string, HealthReportEntry>> Report() =>
        (await _services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries;

    private async Task<IEnumerable<string>> Unhealthy() =>
        (await Report()).Where(check => check.Value.Status == HealthStatus.Unhealthy).Select(check => check.Key);
}
