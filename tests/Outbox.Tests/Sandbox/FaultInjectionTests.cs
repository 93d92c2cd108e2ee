using System.Net;
using Microsoft.Extensions.Time.Testing;
using Outbox.Sandbox;
using Outbox.Sandbox.Faults;

namespace Outbox.Tests.Sandbox;

public class FaultInjectionTests : SandboxFixture
{
    private static readonly FakeTimeProvider Time = new(new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected override SandboxOptions Options { get; } = new() { Url = "http://127.0.0.1:0", Time = Time, Seed = 3 };

    [Fact]
    public async Task Too_many_requests_says_when_to_come_again_and_applies_nothing()
    {
        await Sandbox.SetFaultsAsync(new() { TooManyRequests = 1, RetryAfterSeconds = 7 }, Cancel);

        using var response = await PostRaw("/api/v2/batch", Batch(One));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
        await AssertRequest(Fault.TooManyRequests, 429, applied: 0);
    }

    [Fact]
    public async Task A_server_error_applies_nothing()
    {
        await Sandbox.SetFaultsAsync(new() { ServerError = 1 }, Cancel);

        Assert.Equal(500, (await Post("/api/v2/batch", Batch(One))).Status);
        await AssertRequest(Fault.ServerError, 500, applied: 0);
    }

    [Fact]
    public async Task Garbage_is_a_200_that_is_not_json_and_applies_nothing()
    {
        await Sandbox.SetFaultsAsync(new() { Garbage = 1 }, Cancel);

        var (status, body) = await Post("/api/v2/batch", Batch(One));

        Assert.Equal(200, status);
        Assert.StartsWith("<html>", body, StringComparison.Ordinal);
        await AssertRequest(Fault.Garbage, 200, applied: 0);
    }

    [Fact]
    public async Task A_cut_applies_the_request_and_answers_nothing()
    {
        await Sandbox.SetFaultsAsync(new() { Cut = 1 }, Cancel);

        await Assert.ThrowsAsync<HttpRequestException>(() => Post("/api/v2/batch", Batch(One)));
        await AssertRequest(Fault.Cut, null, applied: 1);
    }

    [Fact]
    public async Task A_cut_before_applies_nothing()
    {
        await Sandbox.SetFaultsAsync(new() { CutBefore = 1 }, Cancel);

        await Assert.ThrowsAsync<HttpRequestException>(() => Post("/api/v2/batch", Batch(One)));
        await AssertRequest(Fault.CutBefore, null, applied: 0);
    }

    [Fact]
    public async Task A_redirect_leads_to_a_path_that_answers()
    {
        await Sandbox.SetFaultsAsync(new() { Redirect = 1 }, Cancel);

        using var response = await PostRaw("/api/v2/batch", Batch(One));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal(new Uri(Server.Address, "/redirected/api/v2/batch"), response.Headers.Location);
        await AssertRequest(Fault.Redirect, 307, applied: 0);

        Assert.Equal((200, "{}\n"), await Post(response.Headers.Location!.AbsolutePath, Batch(One)));
        Assert.Equal(1, (await Sandbox.StatsAsync(Cancel)).Applied);
    }

    [Fact]
    public async Task A_slow_answer_comes_after_its_time_and_the_request_is_applied_before()
    {
        await Sandbox.SetFaultsAsync(new() { Slow = 1, SlowMilliseconds = 30_000 }, Cancel);

        var answer = Post("/api/v2/batch", Batch(One));
        while ((await Sandbox.StatsAsync(Cancel)).Applied == 0)
        {
            await Task.Yield();
        }

        Assert.False(answer.IsCompleted);
        while (!answer.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(30));
            await Task.WhenAny(answer, Sandbox.HealthAsync(Cancel));
        }

        Assert.Equal((200, "{}\n"), await answer);
    }

    [Fact]
    public async Task Down_cuts_every_connection_until_it_is_over_and_the_queries_still_answer()
    {
        await Sandbox.SetFaultsAsync(new() { DownSeconds = 3_600 }, Cancel);

        await Assert.ThrowsAsync<HttpRequestException>(() => Post("/api/v2/batch", Batch(One)));
        await Assert.ThrowsAsync<HttpRequestException>(() => Http.GetStringAsync(new Uri("/api/v1/accounts/region", UriKind.Relative), Cancel));
        await AssertRequest(Fault.Down, null, applied: 0);

        await Sandbox.SetFaultsAsync(new(), Cancel);
        Assert.Equal(200, (await Post("/api/v2/batch", Batch(One))).Status);
    }

    [Fact]
    public async Task Unauthorized_refuses_the_right_credentials_for_a_while()
    {
        await Sandbox.SetFaultsAsync(new() { UnauthorizedSeconds = 3_600 }, Cancel);

        Assert.Equal(401, (await Post("/api/v2/batch", Batch(One))).Status);
        await AssertRequest(Fault.Unauthorized, 401, applied: 0);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_order_of_requests_the_same_faults()
    {
        await Sandbox.SetFaultsAsync(new() { ServerError = 0.3, TooManyRequests = 0.3 }, Cancel);
        var seen = new List<Fault>();
        for (var i = 0; i < 40; i++)
        {
            await Post("/api/v2/entity", One);
        }

        await foreach (var request in Sandbox.RequestsAsync(0, Cancel))
        {
            seen.Add(request.Fault);
        }

        var plan = new FaultPlan(3);
        Assert.Equal(Enumerable.Range(1, 40).Select(i => plan.Draw(i, new() { ServerError = 0.3, TooManyRequests = 0.3 })), seen);
        Assert.Contains(Fault.ServerError, seen);
        Assert.Contains(Fault.None, seen);
    }

    private async Task AssertRequest(Fault fault, int? status, int applied)
    {
        var request = await Sandbox.RequestsAsync(0, Cancel).SingleAsync(Cancel);
        Assert.Equal(fault, request.Fault);
        Assert.Equal(status, request.Status);
        Assert.Equal(Batch(One).Length, request.Bytes);
        Assert.Equal(applied, (await Sandbox.StatsAsync(Cancel)).Applied);
    }
}
