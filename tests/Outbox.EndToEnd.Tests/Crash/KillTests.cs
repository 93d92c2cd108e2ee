using Outbox.EndToEnd.Tests.Crash.Check;
using Outbox.EndToEnd.Tests.Crash.Kill;
using Outbox.EndToEnd.Tests.Crash.Shop;
using Outbox.EndToEnd.Tests.Servers;
using Outbox.Sandbox.Faults;

namespace Outbox.EndToEnd.Tests.Crash;

/// <summary>SIGKILL at each step of a cycle, over one growing history.</summary>
[Collection(nameof(ServerTests))]
public sealed class KillTests
{
    private const int Seed = 20_260;

    private const string NotReached = "by the clock";

    /// <summary>A process killed at a point that its work does not come to would never end: it is killed from outside then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Exit code of a process that SIGKILL ended.</summary>
    private const int Killed = 128 + 9;

    [Theory]
    [InlineData(SqliteFaultShop.Name)]
    [InlineData(ServerFaultShop.Name)]
    public async Task Whatever_step_a_kill_meets_nothing_is_lost_and_nothing_changes_its_id_or_bytes(string engine)
    {
        var kills = FaultTally.IsFull ? 200 : 20;
        await using var shop = await FaultShop.OpenAsync(engine);

        // A third of the answers come late: many a kill finds a request applied and not answered.
        await using var sandbox = await SandboxProcess.StartAsync(new FaultSettings { Slow = 0.3, SlowMilliseconds = 15 });
        await using var fleet = new Fleet(shop, sandbox, TimeSpan.FromSeconds(1) * shop.Pace);
        using var load = new ShopLoad(shop, Seed, writesPerSecond: 120);
        await load.StartAsync();

        var byStep = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var point in KillPlan.Draw(Seed, kills, shop.Steps))
        {
            var run = fleet.Start(point);
            var ended = run.EndAsync();
            var step = point.Step;
            if (await Task.WhenAny(ended, Task.Delay(Patience * shop.Pace, TestContext.Current.CancellationToken)) != ended)
            {
                await run.SignalAsync("KILL");
                step = NotReached;
            }

            Assert.True(await ended == Killed, $"{point}:\n{run.Printed}");
            byStep[step] = byStep.GetValueOrDefault(step) + 1;
        }

        await load.StopAsync();
        fleet.Start();
        await fleet.DrainAsync(TimeSpan.FromMinutes(2) * shop.Pace);

        var reckoning = Reckoning.Of(load.Journal, await sandbox.ArrivalsAsync());
        FaultTally.Add($"kill -9 on {engine}, seed {Seed}: {kills} kills ({string.Join(", ", byStep.Select(step => $"{step.Key} {step.Value}"))}), {reckoning}, at most {kills * Fleet.MostInFlight} in flight");
        reckoning.AssertRight(kills * Fleet.MostInFlight);
        Assert.InRange(byStep.GetValueOrDefault(NotReached), 0, kills / 5);
        Assert.Equal(0, await shop.CountAsync("dead"));
    }
}
