using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Outbox.Sandbox;

namespace Outbox.EndToEnd.Tests.Service;

/// <summary>What the real executable answers about itself.</summary>
public sealed class HealthTests : ServiceShop
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_dispatcher_at_work_is_live_and_ready_and_says_why()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Url = "http://127.0.0.1:0" }, Cancel);
        var health = await Run(sandbox.Address).HealthAsync();

        var (live, liveChecks) = await AskAsync(health, "live");
        var (ready, checks) = await UntilAsync(health, "ready", "healthy");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live, ready));
        Assert.Equal("turns", liveChecks.GetProperty("loop").GetProperty("reason").GetString());
        Assert.Equal(
            ["loop", "database", "binding", "credentials", "brake", "answers", "lanes", "held", "troubles", "backlog", "captures"],
            checks.EnumerateObject().Select(check => check.Name));
        Assert.All(checks.EnumerateObject(), check => Assert.NotEqual("", check.Value.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Refused_credentials_make_it_unready_with_that_reason_and_not_dead()
    {
        await using var api = await HoldingApi.StartAsync();
        api.Status = 401;
        api.Answer.SetResult();
        var run = Run(api.Address);
        var health = await run.HealthAsync();
        await JoinAsync(1);
        await run.LineAsync("refuses the credentials");

        var (ready, checks) = await AskAsync(health, "ready");
        var (live, _) = await AskAsync(health, "live");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready, live));
        Assert.Equal("unhealthy", checks.GetProperty("credentials").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(23, "healthy", HttpStatusCode.OK)]
    [InlineData(25, "degraded", HttpStatusCode.OK)]
    [InlineData(49, "unhealthy", HttpStatusCode.ServiceUnavailable)]
    public async Task Live_events_that_wait_long_degrade_it_and_then_make_it_unready(int hours, string state, HttpStatusCode status)
    {
        await JoinAsync(1);
        await AgeAsync(hours);
        await using var api = await HoldingApi.StartAsync();
        var health = await Run(api.Address).HealthAsync();
        await api.Arrived.Task;

        var (code, checks) = await UntilAsync(health, "ready", state);

        Assert.Equal(status, code);
        Assert.Equal(state, checks.GetProperty("backlog").GetProperty("status").GetString());
        Assert.Equal(hours, checks.GetProperty("backlog").GetProperty("oldest_live_seconds").GetInt64() / 3600);
    }

    [Fact]
    public async Task A_port_in_use_is_one_error_and_no_row_is_sent()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await JoinAsync(1);
        await using var api = await HoldingApi.StartAsync();

        var run = Run(api.Address, ("OUTBOX__HEALTH__URL", $"http://{other.LocalEndpoint}"));

        Assert.Equal(3, await run.EndAsync());
        Assert.Contains("error OBX510: ", run.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Printed, StringComparison.Ordinal);
        Assert.Empty(api.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("off")]
    public async Task Without_an_address_nothing_is_served(string url)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Url = "http://127.0.0.1:0" }, Cancel);

        await Run(sandbox.Address, ("OUTBOX__HEALTH__URL", url)).LineAsync("Health and metrics are off");
    }

    /// <summary>Asks until the outbox was looked at: at the start nothing is known yet.</summary>
    private static async Task<(HttpStatusCode Status, JsonElement Checks)> UntilAsync(Uri health, string question, string state)
    {
        // The limit is for a test that hangs; no test waits for it.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            var (status, document) = await ReadAsync(health, question);
            var isKnown = document.GetProperty("checks").GetProperty("database").GetProperty("status").GetString() == "healthy";
            if (isKnown && document.GetProperty("status").GetString() == state)
            {
                return (status, document.GetProperty("checks"));
            }

            await Task.Delay(50, limit.Token);
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement Checks)> AskAsync(Uri health, string question)
    {
        var (status, document) = await ReadAsync(health, question);
        return (status, document.GetProperty("checks"));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Document)> ReadAsync(Uri health, string question)
    {
        using var response = await Http.GetAsync(new Uri(health, $"health/{question}"), Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain(PrivateCity, text, StringComparison.Ordinal);
        return (response.StatusCode, JsonDocument.Parse(text).RootElement);
    }
}
