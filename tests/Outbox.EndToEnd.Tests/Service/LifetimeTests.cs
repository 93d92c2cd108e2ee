namespace Outbox.EndToEnd.Tests.Service;

/// <summary>The real executable under a service manager.</summary>
public sealed class LifetimeTests : ServiceShop
{
    [Fact]
    public async Task Systemd_is_told_of_the_start_of_every_half_watchdog_time_and_of_the_stop()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is Linux's");
        using var systemd = new NotifySocket(SocketPath);
        await using var api = await HoldingApi.StartAsync();
        var run = Run(api.Address, ("NOTIFY_SOCKET", SocketPath), ("WATCHDOG_USEC", "400000"));

        await systemd.UntilAsync("READY=1");
        for (var i = 0; i < 3; i++)
        {
            await systemd.UntilAsync("WATCHDOG=1");
        }

        await run.SignalAsync("TERM");
        await systemd.UntilAsync("STOPPING=1");

        Assert.Equal(0, await run.EndAsync());
        Assert.Contains("every 0.2 s", run.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watchdog_of_another_process_is_left_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is Linux's");
        using var systemd = new NotifySocket(SocketPath);
        await using var api = await HoldingApi.StartAsync();
        var run = Run(api.Address, ("NOTIFY_SOCKET", SocketPath), ("WATCHDOG_USEC", "1000"), ("WATCHDOG_PID", "1"));

        await systemd.UntilAsync("READY=1");
        await run.SignalAsync("TERM");

        Assert.DoesNotContain("WATCHDOG=1", await systemd.UntilAsync("STOPPING=1"));
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task A_signal_to_stop_lets_the_request_under_way_finish_and_starts_no_other()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
        using var systemd = new NotifySocket(SocketPath);
        await using var api = await HoldingApi.StartAsync();
        await JoinAsync(1);
        var run = Run(api.Address, ("NOTIFY_SOCKET", SocketPath));
        await api.Arrived.Task;

        await run.SignalAsync("TERM");
        await systemd.UntilAsync("STOPPING=1");

        // Longer than the two seconds that a command line gets by default: that it is waited for is what is tested.
        await Task.Delay(TimeSpan.FromSeconds(3), Cancel);
        api.Answer.SetResult();

        Assert.Equal(0, await run.EndAsync());
        var request = Assert.Single(api.Requests);
        Assert.Contains("identify", request.Body, StringComparison.Ordinal);
        Assert.Equal(["sent", "pending"], await StatusesAsync());
    }
}
