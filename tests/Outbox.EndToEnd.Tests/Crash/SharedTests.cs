using System.Diagnostics;
using Outbox.EndToEnd.Tests.Crash.Check;
using Outbox.EndToEnd.Tests.Crash.Shop;
using Outbox.EndToEnd.Tests.Servers;
using Outbox.EndToEnd.Tests.Service;
using Outbox.Sandbox.Faults;

namespace Outbox.EndToEnd.Tests.Crash;

/// <summary>Dispatchers that share the lanes while some are killed, some join, and some stand still for longer than their lease.</summary>
[Collection(nameof(ServerTests))]
public sealed class SharedTests
{
    private const int Seed = 411;
    private const int WritesPerSecond = 200;
    private const int Usual = 3;
    private const int Most = 4;

    private static readonly TimeSpan UsualLease = TimeSpan.FromSeconds(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SqliteFaultShop.Name)]
    [InlineData(ServerFaultShop.Name)]
    public async Task Dispatchers_that_die_join_and_freeze_lose_nothing_and_keep_each_persons_order(string engine)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGSTOP");
        await using var shop = await FaultShop.OpenAsync(engine);
        var time = TimeSpan.FromSeconds(FaultTally.IsFull ? 60 : 20) * shop.Pace;
        var lease = UsualLease * shop.Pace;
        await using var sandbox = await SandboxProcess.StartAsync(new FaultSettings { Slow = 0.3, SlowMilliseconds = 15 });
        await using var fleet = new Fleet(shop, sandbox, lease);
        using var load = new ShopLoad(shop, Seed, WritesPerSecond);
        var alive = Enumerable.Range(0, Usual).Select(_ => fleet.Start()).ToList();
        await load.StartAsync();
        await alive[0].LineAsync("Dispatching: ");
        var writes = load.Writes;

        var (kills, joins, freezes) = (0, 0, 0);
        var thaws = new List<Task>();
        var random = new Random(Seed);
        var since = Stopwatch.GetTimestamp();
        var frozen = new HashSet<RunningOutbox>();
        while (Stopwatch.GetElapsedTime(since) < time)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(400, 2_400)) * shop.Pace, Stop);
            var awake = alive.Where(run => !frozen.Contains(run)).ToList();
            var victim = awake.Count > 0 ? awake[random.Next(awake.Count)] : null;
            switch (random.Next(3))
            {
                case 0 when victim is not null && alive.Count > 1:
                    await victim.SignalAsync("KILL");
                    alive.Remove(victim);
                    kills++;
                    break;
                case 1 when victim is not null:
                    await victim.SignalAsync("STOP");
                    frozen.Add(victim);
                    freezes++;
                    thaws.Add(ThawAsync(victim, TimeSpan.FromMilliseconds(random.Next(500, 2_000)) * shop.Pace));
                    break;
                case 2 when alive.Count < Most:
                    alive.Add(fleet.Start());
                    joins++;
                    break;
            }

            thaws.RemoveAll(thaw => thaw.IsCompletedSuccessfully);
            frozen.RemoveWhere(run => run.IsAwake);
        }

        writes = load.Writes - writes;
        await load.StopAsync();
        var during = (await sandbox.Client.StatsAsync(Stop)).Events;
        await Task.WhenAll(thaws);
        alive.Add(fleet.Start());
        await fleet.DrainAsync(TimeSpan.FromMinutes(2) * shop.Pace);
        foreach (var run in alive)
        {
            // Whoever was frozen has by now tried whatever it still had in hand. A start that is broken off is no stop.
            await run.LineAsync("Dispatching: ");
            await run.SignalAsync("TERM");
            Assert.True(await run.EndAsync() == 0, run.Printed);
        }

        var reckoning = Reckoning.Of(load.Journal, await sandbox.ArrivalsAsync());
        FaultTally.Add(
            $"{Usual} dispatchers on {engine}, seed {Seed}: {time.TotalSeconds:F0} s, {writes / time.TotalSeconds:F0} writes/s, {kills} kills, {joins} joins, {freezes} freezes, {during} events sent meanwhile, {reckoning}, at most {(kills + freezes) * Fleet.MostInFlight} in flight");
        reckoning.AssertRight((kills + freezes) * Fleet.MostInFlight);
        Assert.True(during > reckoning.Facts / 10, $"only {during} of {reckoning.Facts} events were sent while dispatchers came and went");
        Assert.Equal(0, await shop.CountAsync("dead"));

        async Task ThawAsync(RunningOutbox run, TimeSpan beyond)
        {
            run.IsAwake = false;
            await Task.Delay(lease + beyond, Stop);
            await run.SignalAsync("CONT");
            run.IsAwake = true;
        }
    }
}
