using System.Net.Http.Headers;
using CsCheck;
using Outbox.CustomerIo.Http;

namespace Outbox.Tests.CustomerIo;

public class RetryRuleTests
{
    private static readonly TimeSpan Plenty = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(0, 0.0, 200)]
    [InlineData(0, 0.5, 300)]
    [InlineData(1, 0.0, 400)]
    [InlineData(3, 0.25, 2_000)]
    [InlineData(4, 0.999, 5_000)]
    [InlineData(5, 0.0, 5_000)]
    [InlineData(1_000, 0.5, 5_000)]
    public void The_wait_doubles_from_200_milliseconds_with_jitter_up_to_5_seconds(int retry, double jitter, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), RetryRule.Backoff(retry, jitter));

    [Fact]
    public void The_wait_is_never_shorter_than_what_was_asked_nor_longer_than_what_is_left() =>
        Gen.Select(Gen.Int[0, 20], Gen.Double[0, 0.999], Gen.Int[0, 90_000].Nullable(), Gen.Int[1, 90_000]).Sample((retry, jitter, asked, left) =>
        {
            TimeSpan? retryAfter = asked is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
            var wait = RetryRule.Wait(retry, retryAfter, TimeSpan.FromMilliseconds(left), jitter);
            var floor = RetryRule.Backoff(retry, jitter);
            return wait is null
                ? asked > 60_000 || asked >= left || floor.TotalMilliseconds >= left
                : wait >= floor && wait >= (retryAfter ?? TimeSpan.Zero) && wait < TimeSpan.FromMilliseconds(left);
        });

    [Fact]
    public void A_retry_after_beyond_a_minute_is_the_callers()
    {
        Assert.Equal(TimeSpan.FromSeconds(60), RetryRule.Wait(0, TimeSpan.FromSeconds(60), Plenty, 0));
        Assert.Null(RetryRule.Wait(0, TimeSpan.FromSeconds(61), Plenty, 0));
    }

    [Fact]
    public void The_statuses_that_pass_with_time_are_those_of_customer_ios_own_client() => Assert.Equal(
        [408, 429, 500, 502, 503, 504, 522, 524], Enumerable.Range(100, 500).Where(RetryRule.IsTransient));

    [Fact]
    public void The_circuit_counts_no_server_that_is_well() => Assert.Equal(
        [500, 502, 503, 504, 522, 524], Enumerable.Range(100, 500).Where(RetryRule.IsServerFault));

    [Fact]
    public void Retry_after_is_seconds_or_a_date_and_never_negative()
    {
        var now = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        Assert.Null(RetryAfter.Read(null, now));
        Assert.Equal(TimeSpan.FromSeconds(9), RetryAfter.Read(new RetryConditionHeaderValue(TimeSpan.FromSeconds(9)), now));
        Assert.Equal(TimeSpan.FromSeconds(30), RetryAfter.Read(new RetryConditionHeaderValue(now.AddSeconds(30)), now));
        Assert.Equal(TimeSpan.Zero, RetryAfter.Read(new RetryConditionHeaderValue(now.AddSeconds(-30)), now));
    }
}
