using System.Diagnostics;
using Outbox.EndToEnd.Tests.Crash.Check;
using Outbox.EndToEnd.Tests.Crash.Kill;
using Outbox.EndToEnd.Tests.Crash.Shop;
using Outbox.EndToEnd.Tests.Service;

namespace Outbox.EndToEnd.Tests.Crash;

/// <summary>Dispatchers on a shop, each a process.</summary>
/// <param name="shop">The shop.</param>
/// <param name="sandbox">Where they send to.</param>
/// <param name="lease">Of their lanes.</param>
/// <param name="settings">Further settings.</param>
internal sealed class Fleet(FaultShop shop, SandboxProcess sandbox, TimeSpan lease, params (string Name, string Value)[] settings) : IAsyncDisposable
{
    /// <summary>Items of a request.</summary>
    public const int BatchItems = 20;

    /// <summary>Requests of a dispatcher at a time.</summary>
    public const int Parallelism = 4;

    /// <summary>
    /// Events under way where a dispatcher is killed or cut off, and what may arrive once more: of each sender the request under
    /// way, and the one before, whose answer is being recorded.
    /// </summary>
    public const int MostInFlight = 2 * BatchItems * Parallelism;

    private readonly List<RunningOutbox> _all = [];

    /// <summary>Starts one.</summary>
    /// <param name="kill">Where it kills itself; null for nowhere.</param>
    public RunningOutbox Start(KillPoint? kill = null)
    {
        var variables = new Dictionary<string, string?>(shop.Variables)
        {
            ["OUTBOX__HEALTH__URL"] = "off",
            ["OUTBOX__DISPATCH__LEASE"] = lease.ToString("c"),
            ["OUTBOX__DISPATCH__BATCHITEMS"] = $"{BatchItems}",
            ["OUTBOX__DISPATCH__PARALLELISM"] = $"{Parallelism}",
            ["OUTBOX__DISPATCH__READSIZE"] = "200",
            ["OUTBOX__DISPATCH__RATEPERSECOND"] = "1000",
        };
        foreach (var (name, value) in settings)
        {
            variables[name] = value;
        }

        if (kill is not null)
        {
            variables[kill.ForEnvironment.Key] = kill.ForEnvironment.Value;
            const string Hooks = "DOTNET_STARTUP_HOOKS";
            variables[Hooks] = string.Join(
                Path.PathSeparator, new[] { variables.GetValueOrDefault(Hooks), typeof(KillPoint).Assembly.Location }.Where(hook => hook is not null));
        }

        var run = RunningOutbox.Start(
            ["run", "--region", "us", "--site-id", "sandbox", "--base-address", sandbox.Address.ToString()], variables);
        _all.Add(run);
        return run;
    }

    /// <summary>Runs until nothing waits in the outbox any more.</summary>
    public async Task DrainAsync(TimeSpan patience)
    {
        var since = Stopwatch.GetTimestamp();
        while (await shop.CountPendingAsync() is var pending and > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < patience, $"{pending} rows wait after {patience}:\n{Last()}");
            Assert.False(_all[^1].HasEnded, $"The dispatcher ended and {pending} rows wait:\n{Last()}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What those that still run have printed last.</summary>
    public string Last() => string.Join("\n---\n", _all.TakeLast(3).Select(run => string.Join('\n', run.Printed.Split('\n').TakeLast(15))));

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _all)
        {
            await run.DisposeAsync();
        }
    }
}
