using System.Net;
using System.Text;
using Outbox.CustomerIo;
using Outbox.CustomerIo.Http;

namespace Outbox.Tests.CustomerIo;

public class TrackClientTests
{
    private static readonly HttpRequestException Cut = new(HttpRequestError.ResponseEnded, "The response ended prematurely.");

    [Fact]
    public async Task Several_items_go_as_a_batch_with_basic_credentials()
    {
        using var harness = new Harness(FakeServer.Answer(200));

        var answer = await harness.SendAsync(2);

        var request = Assert.Single(harness.Server.Requests);
        Assert.Equal((HttpMethod.Post, "https://track.customer.io/api/v2/batch"), (request.Method, request.Uri.AbsoluteUri));
        Assert.Equal("Basic " + Convert.ToBase64String("site:key"u8), request.Authorization);
        Assert.StartsWith("{\"batch\":[{\"type\":\"person\"", request.Body, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.Accepted, answer.Kind);
        Assert.Null(answer.Detail);
    }

    [Fact]
    public async Task One_item_goes_to_the_door_for_one_below_the_base_address()
    {
        using var harness = new Harness(o => o.BaseAddress = new Uri("http://127.0.0.1:8080/cio"), FakeServer.Answer(200));

        await harness.SendAsync(1);

        var request = Assert.Single(harness.Server.Requests);
        Assert.Equal("http://127.0.0.1:8080/cio/api/v2/entity", request.Uri.AbsoluteUri);
        Assert.Equal(Encoding.UTF8.GetString(Harness.Item().Json.Span), request.Body);
    }

    [Fact]
    public async Task The_clock_of_the_answer_that_counts_is_told_beside_this_machines()
    {
        var there = new DateTimeOffset(2026, 11, 28, 12, 0, 7, TimeSpan.Zero);
        using var harness = new Harness(FakeServer.Answer(503, date: there.AddHours(-1)), FakeServer.Answer(200, date: there));

        var answer = await harness.SendAsync();

        Assert.Equal(there, answer.Clock!.Date);
        Assert.Equal(harness.Server.Requests[1].At, answer.Clock.AskedAt);
        Assert.Equal(harness.Time.GetUtcNow(), answer.Clock.AnsweredAt);
    }

    [Theory]
    [InlineData(401, "{}")]
    [InlineData(200, "<html>")]
    public async Task An_answer_that_may_be_a_proxys_tells_no_clock(int status, string body)
    {
        using var harness = new Harness(FakeServer.Answer(status, body, date: DateTimeOffset.UnixEpoch));

        Assert.Null((await harness.SendAsync()).Clock);
    }

    [Fact]
    public async Task No_items_are_a_defect_of_the_caller()
    {
        using var harness = new Harness(FakeServer.Answer(200));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => harness.SendAsync(0));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(522)]
    [InlineData(524)]
    public async Task What_passes_with_time_is_sent_again_with_the_same_bytes_after_growing_waits(int status)
    {
        using var harness = new Harness(FakeServer.Answer(status), FakeServer.Answer(status), FakeServer.Answer(status), FakeServer.Answer(200));

        var answer = await harness.SendAsync(3);

        Assert.Equal((AnswerKind.Accepted, false), (answer.Kind, answer.IsAmbiguous));
        Assert.Equal(4, harness.Server.Requests.Count);
        Assert.Single(harness.Server.Requests.Select(r => r.Body).Distinct());
        Assert.Collection(
            harness.Time.Waits,
            wait => Assert.InRange(wait.TotalMilliseconds, 200, 400),
            wait => Assert.InRange(wait.TotalMilliseconds, 400, 800),
            wait => Assert.InRange(wait.TotalMilliseconds, 800, 1_600));
    }

    [Fact]
    public async Task The_waits_come_from_the_seed()
    {
        var waits = new List<TimeSpan[]>();
        foreach (var seed in new[] { 7, 7, 8 })
        {
            using var harness = new Harness(o => o.JitterSeed = seed, FakeServer.Answer(500));
            await harness.SendAsync();
            waits.Add([.. harness.Time.Waits]);
        }

        Assert.Equal(waits[0], waits[1]);
        Assert.NotEqual(waits[0], waits[2]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(207)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(501)]
    public async Task What_does_not_pass_with_time_is_sent_once(int status)
    {
        using var harness = new Harness(FakeServer.Answer(status, "not json"));

        await harness.SendAsync(2);

        Assert.Single(harness.Server.Requests);
        Assert.Empty(harness.Time.Waits);
    }

    [Theory]
    [InlineData(429, false)]
    [InlineData(503, true)]
    public async Task When_the_retries_are_used_up_the_last_answer_is_the_callers(int status, bool isAmbiguous)
    {
        using var harness = new Harness(FakeServer.Answer(status, "later", retryAfter: "2"));

        var answer = await harness.SendAsync();

        Assert.Equal(4, answer.Attempts.Count);
        Assert.Equal((AnswerKind.TryAgain, status, isAmbiguous), (answer.Kind, answer.HttpStatus!.Value, answer.IsAmbiguous));
        Assert.Equal(TimeSpan.FromSeconds(2), answer.RetryAfter);
        Assert.Equal($"HTTP {status}: later", answer.Detail);
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(2), 3), harness.Time.Waits);
    }

    [Theory]
    [InlineData("61")]
    [InlineData("3600")]
    [InlineData("25")]
    public async Task A_wait_beyond_the_calls_time_is_the_callers(string retryAfter)
    {
        using var harness = new Harness(FakeServer.Answer(429, retryAfter: retryAfter));

        var answer = await harness.SendAsync();

        Assert.Single(harness.Server.Requests);
        Assert.Empty(harness.Time.Waits);
        Assert.Equal(TimeSpan.FromSeconds(int.Parse(retryAfter, null)), answer.RetryAfter);
    }

    [Fact]
    public async Task A_wait_beyond_what_is_left_of_the_calls_time_is_the_callers()
    {
        Harness? slow = null;
        using var harness = slow = new Harness(cancellationToken =>
        {
            slow!.Time.Advance(TimeSpan.FromSeconds(9));
            return FakeServer.Answer(429, retryAfter: "16")(cancellationToken);
        });

        var answer = await harness.SendAsync();

        Assert.Equal(TimeSpan.FromSeconds(16), answer.RetryAfter);
        Assert.Empty(harness.Time.Waits);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ProxyTunnelError)]
    public async Task Without_a_connection_nothing_can_have_been_applied(HttpRequestError error)
    {
        using var harness = new Harness(new FakeServer.Unconnected(error).Step);

        var answer = await harness.SendAsync();

        Assert.Equal((AnswerKind.TryAgain, (int?)null, false), (answer.Kind, answer.HttpStatus, answer.IsAmbiguous));
        Assert.Equal("Connection refused (127.0.0.1:9)", answer.Detail);
        Assert.Equal(4, answer.Attempts.Count);
    }

    [Fact]
    public async Task A_connection_cut_after_the_body_may_have_been_applied()
    {
        using var harness = new Harness(FakeServer.Throw(Cut));

        var answer = await harness.SendAsync();

        Assert.Equal((AnswerKind.TryAgain, (int?)null, true), (answer.Kind, answer.HttpStatus, answer.IsAmbiguous));
        Assert.Equal("The response ended prematurely.", answer.Detail);
    }

    [Fact]
    public async Task An_earlier_doubt_outlasts_a_later_certain_failure()
    {
        using var harness = new Harness(FakeServer.Throw(Cut), new FakeServer.Unconnected(HttpRequestError.ConnectionError).Step);
        Assert.True((await harness.SendAsync()).IsAmbiguous);

        using var refused = new Harness(FakeServer.Answer(500), FakeServer.Answer(401));
        var answer = await refused.SendAsync();
        Assert.Equal((AnswerKind.Unauthorized, true), (answer.Kind, answer.IsAmbiguous));
    }

    [Fact]
    public async Task A_body_sent_in_an_attempt_that_was_answered_casts_no_doubt_on_the_next()
    {
        using var harness = new Harness(
            o => o.Retries = 1, FakeServer.Answer(429), new FakeServer.Unconnected(new TaskCanceledException("connect timed out")).Step);
        Assert.False((await harness.SendAsync()).IsAmbiguous);

        using var redirected = new Harness(
            o => o.Retries = 0, FakeServer.Answer(307, location: "/b"), new FakeServer.Unconnected(HttpRequestError.ConnectionError).Step);
        Assert.False((await redirected.SendAsync()).IsAmbiguous);
    }

    [Fact]
    public async Task A_doubt_ends_when_the_same_bytes_are_accepted()
    {
        using var harness = new Harness(FakeServer.Throw(Cut), FakeServer.Answer(200));

        var answer = await harness.SendAsync();

        Assert.Equal((AnswerKind.Accepted, false), (answer.Kind, answer.IsAmbiguous));
    }

    [Fact]
    public async Task An_answer_cut_short_is_no_answer()
    {
        using var harness = new Harness(
            _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new CutStream()) }),
            FakeServer.Answer(200));

        var answer = await harness.SendAsync();

        Assert.Equal(AnswerKind.Accepted, answer.Kind);
        Assert.Equal([null, 200], answer.Attempts.Select(a => a.HttpStatus));
    }

    [Fact]
    public async Task No_more_than_a_megabyte_of_an_answer_is_read()
    {
        using var harness = new Harness(FakeServer.Answer(200, "{\"x\":\"" + new string('x', 2_000_000) + "\"}"));

        var answer = await harness.SendAsync();

        Assert.Equal((AnswerKind.NotUnderstood, true), (answer.Kind, answer.IsAmbiguous));
        Assert.Equal(Reply.MaxBytes, answer.Attempts[0].ResponseBytes);
    }

    [Fact]
    public async Task Attempts_without_an_answer_end_in_time_and_the_call_with_them()
    {
        Harness? hung = null;
        using var harness = hung = new Harness(Harness.Hang(() => hung!));
        var start = harness.Time.GetUtcNow();

        var answer = await harness.SendAsync();

        // Two attempts of 10 s, and what is left of 25 s.
        Assert.Equal(3, answer.Attempts.Count);
        Assert.Equal((AnswerKind.TryAgain, true, "no answer in time"), (answer.Kind, answer.IsAmbiguous, answer.Detail));
        Assert.All(answer.Attempts, a => Assert.Equal("no answer in time", a.Error));
        Assert.InRange(harness.Time.GetUtcNow() - start, ImpatientTime.Total, ImpatientTime.Total + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Each_attempt_is_told_with_its_start_duration_status_and_bytes()
    {
        Harness? slow = null;
        using var harness = slow = new Harness(
            _ =>
            {
                slow!.Time.Advance(TimeSpan.FromSeconds(3));
                return FakeServer.Answer(503, "busy")(default);
            },
            FakeServer.Throw(Cut),
            FakeServer.Answer(200));
        var start = harness.Time.GetUtcNow();

        var answer = await harness.SendAsync(2);

        Assert.Equal(harness.Observed, answer.Attempts);
        var bytes = harness.Server.Requests[0].Body.Length;
        var waits = harness.Time.Waits;
        Assert.Equal(
            [
                new TrackAttempt("/api/v2/batch", 2, start, TimeSpan.FromSeconds(3), 503, bytes, 4, null),
                new TrackAttempt("/api/v2/batch", 2, start + TimeSpan.FromSeconds(3) + waits[0], TimeSpan.Zero, null, bytes, 0, "The response ended prematurely."),
                new TrackAttempt("/api/v2/batch", 2, start + TimeSpan.FromSeconds(3) + waits[0] + waits[1], TimeSpan.Zero, 200, bytes, 2, null),
            ],
            answer.Attempts);
    }

    [Fact]
    public async Task The_circuit_opens_on_a_server_that_fails_and_closes_after_its_break()
    {
        var isWell = false;
        using var harness = new Harness(o => o.Retries = 0, c => FakeServer.Answer(isWell ? 200 : 500)(c));
        for (var i = 0; i < Resilience.BreakAttempts; i++)
        {
            Assert.Equal(500, (await harness.SendAsync()).HttpStatus);
        }

        var answer = await harness.SendAsync();

        Assert.Equal(Resilience.BreakAttempts, harness.Server.Requests.Count);
        Assert.Equal((AnswerKind.TryAgain, (int?)null, false, Resilience.Break), (answer.Kind, answer.HttpStatus, answer.IsAmbiguous, answer.RetryAfter!.Value));
        Assert.Empty(answer.Attempts);

        isWell = true;
        harness.Time.Advance(Resilience.Break);
        Assert.Equal(AnswerKind.Accepted, (await harness.SendAsync()).Kind);
    }

    [Fact]
    public async Task The_circuit_stays_closed_to_a_server_that_only_says_not_so_fast()
    {
        using var harness = new Harness(o => o.Retries = 0, FakeServer.Answer(429));
        for (var i = 0; i < 3 * Resilience.BreakAttempts; i++)
        {
            Assert.Equal(429, (await harness.SendAsync()).HttpStatus);
        }
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_a_cancellation_and_no_retry()
    {
        using var cancellation = new CancellationTokenSource();
        using var harness = new Harness(async token =>
        {
            await cancellation.CancelAsync();
            token.ThrowIfCancellationRequested();
            return null!;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.Api.SendAsync([Harness.Item()], cancellation.Token));

        Assert.Single(harness.Observed);
        Assert.Single(harness.Server.Requests);
    }

    [Fact]
    public async Task A_time_limit_of_the_connections_own_is_a_failed_attempt_and_no_cancellation()
    {
        using var harness = new Harness(FakeServer.Throw(new TaskCanceledException("connect timed out")), FakeServer.Answer(200));

        Assert.Equal(AnswerKind.Accepted, (await harness.SendAsync()).Kind);
    }

    private sealed class CutStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
    }
}
