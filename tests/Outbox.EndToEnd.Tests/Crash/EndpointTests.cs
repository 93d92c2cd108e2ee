using System.Diagnostics;
using System.Globalization;
using Outbox.EndToEnd.Tests.Crash.Check;
using Outbox.EndToEnd.Tests.Crash.Shop;
using Outbox.EndToEnd.Tests.Servers;
using Outbox.EndToEnd.Tests.Service;
using Outbox.Sandbox.Faults;

namespace Outbox.EndToEnd.Tests.Crash;

/// <summary>One dispatcher, while the shop goes on selling, and an endpoint that does badly in one way after another.</summary>
[Collection(nameof(ServerTests))]
public sealed class EndpointTests
{
    private const int Seed = 77;
    private const string Busy = "429";
    private const string Down = "cannot take a request now";
    private const string Up = "takes requests again";

    // A request waits for the dispatcher's own backoff, for a circuit that is open, or between the client's attempts.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>For the request itself and a machine that does other things as well.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    private static readonly (string Name, FaultSettings? Faults, bool IsOutage)[] Phases =
    [
        ("slow", new FaultSettings { Slow = 1, SlowMilliseconds = 1_000 }, false),
        ("garbage", new FaultSettings { Garbage = 1 }, false),    // not understood: said by lines of its own
        ("cut after applying", new FaultSettings { Cut = 1 }, true),
        (Busy, new FaultSettings { TooManyRequests = 1, RetryAfterSeconds = 2 }, true),
        ("server errors", new FaultSettings { ServerError = 1 }, true),
        ("stopped", null, true),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SqliteFaultShop.Name)]
    [InlineData(ServerFaultShop.Name)]
    public async Task An_endpoint_that_does_badly_costs_time_and_nothing_else(string engine)
    {
        await using var shop = await FaultShop.OpenAsync(engine);
        await using var sandbox = await SandboxProcess.StartAsync();
        await using var fleet = new Fleet(shop, sandbox, TimeSpan.FromSeconds(30), ("OUTBOX__DISPATCH__BACKOFFMAX", "00:00:02"));
        using var load = new ShopLoad(shop, Seed, writesPerSecond: 100);
        var run = fleet.Start();
        await load.StartAsync();

        var cuts = 0L;
        foreach (var (name, faults, isOutage) in Phases)
        {
            await SentAsync(sandbox, 0);
            if (faults is null)
            {
                await sandbox.StopAsync();
            }
            else
            {
                await sandbox.Client.SetFaultsAsync(faults, Stop);
            }

            var time = TimeOf(name);
            await Task.Delay(time / 2, Stop);
            var middle = run.WorkingSet;
            await Task.Delay(time / 2, Stop);
            var (end, waiting) = (run.WorkingSet, await shop.CountPendingAsync());

            if (faults is null)
            {
                await sandbox.StartAgainAsync();
            }
            else
            {
                cuts = (await sandbox.Client.StatsAsync(Stop)).Faults.GetValueOrDefault("cut");
                await sandbox.Client.SetFaultsAsync(new FaultSettings(), Stop);
            }

            var recovery = await SentAsync(sandbox, await AcceptedAsync(sandbox));
            FaultTally.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"endpoint {name} for {time.TotalSeconds:F0} s on {engine}: {waiting} rows waited, {middle >> 20} MB in the middle, {end >> 20} MB at the end, sent again after {recovery.TotalSeconds:F1} s"));
            Assert.InRange(end, 0, middle + (middle / 3) + (32L << 20));
            Assert.True(!isOutage || recovery < Period + Margin, $"{name}: sent again only after {recovery}");
            await NoticedAsync(run, name);
        }

        await load.StopAsync();
        await fleet.DrainAsync(TimeSpan.FromMinutes(2) * shop.Pace);
        await run.SignalAsync("TERM");
        Assert.Equal(0, await run.EndAsync());

        var lines = run.Printed.Split('\n');
        var (down, up) = (Count(run, Down), Count(run, Up));
        var reckoning = Reckoning.Of(load.Journal, await sandbox.ArrivalsAsync());
        FaultTally.Add($"endpoint, all of it on {engine}: {reckoning}, {cuts} requests cut after they were applied; {lines.Length} lines of log, {down} say it is down, {up} that it is back");

        // What was applied and cut goes again; so may what was under way when the sandbox was stopped.
        reckoning.AssertRight((int)(cuts * Fleet.BatchItems) + Fleet.MostInFlight);
        Assert.True(cuts > 0 && reckoning.Resends > 0, "no request was cut after it was applied");

        // A line a change: where it comes back, a request that was tried before may still fail after one that succeeded.
        var outages = Phases.Count(phase => phase.IsOutage);
        Assert.InRange(down, outages, 2 * outages);
        Assert.Equal(down, up);
        Assert.InRange(lines.Length, 1, 15 + (2 * down) + ((int)Phases.Sum(phase => TimeOf(phase.Name).TotalMinutes)));
        Assert.Equal(0, await shop.CountAsync("dead"));
    }

    /// <summary>
    /// Waits until the dispatcher, too, has seen that the endpoint is back: a request that was under way may be accepted, and its
    /// answer cut, after the fault was taken away.
    /// </summary>
    private static async Task NoticedAsync(RunningOutbox run, string phase)
    {
        var since = Stopwatch.GetTimestamp();
        while (Count(run, Up) < Count(run, Down))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Period + Margin, $"{phase}: back, and not noticed:\n{run.Printed}");
            await Task.Delay(TimeSpan.FromMilliseconds(25), Stop);
        }
    }

    private static int Count(RunningOutbox run, string text) =>
        run.Printed.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    private static TimeSpan TimeOf(string phase) => TimeSpan.FromSeconds((FaultTally.IsFull, phase) switch
    {
        (true, Busy) => 180,
        (true, _) => 40,
        _ => 7,
    });

    private static async Task<long> AcceptedAsync(SandboxProcess sandbox) =>
        (await sandbox.Client.StatsAsync(Stop)).Answers.GetValueOrDefault("200");

    /// <summary>Waits until the sandbox has accepted more requests than some.</summary>
    private static async Task<TimeSpan> SentAsync(SandboxProcess sandbox, long accepted)
    {
        var since = Stopwatch.GetTimestamp();
        while (await AcceptedAsync(sandbox) <= accepted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(25), Stop);
        }

        return Stopwatch.GetElapsedTime(since);
    }
}
