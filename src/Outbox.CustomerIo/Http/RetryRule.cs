namespace Outbox.CustomerIo.Http;

/// <summary>Which answers are tried again within a call, and after what wait: as Customer.io's Node client does. Pure.</summary>
internal static class RetryRule
{
    /// <summary>The longest Retry-After that a call waits for; a longer one is the caller's.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Whether a status passes with time.</summary>
    public static bool IsTransient(int status) => status is 408 or 429 || IsServerFault(status);

    /// <summary>Whether a status tells of a server that does badly; the circuit breaker counts these. 429 is a healthy server's no.</summary>
    public static bool IsServerFault(int status) => status is 500 or 502 or 503 or 504 or 522 or 524;

    /// <summary><c>min(5 s, 200 ms · 2ⁿ · rand[1,2))</c>.</summary>
    /// <param name="retry">n, from 0.</param>
    /// <param name="jitter">From 0 to below 1.</param>
    public static TimeSpan Backoff(int retry, double jitter)
    {
        // In doubles: the power outgrows a TimeSpan.
        var milliseconds = FirstWait.TotalMilliseconds * Math.Pow(2, retry) * (1 + jitter);
        return TimeSpan.FromMilliseconds(Math.Min(milliseconds, LongestWait.TotalMilliseconds));
    }

    /// <summary>The wait before the next attempt; null where it goes back to the caller.</summary>
    /// <param name="retry">From 0.</param>
    /// <param name="retryAfter">What the answer asked for; the wait is no shorter.</param>
    /// <param name="left">Of the call's time; a wait that uses it up would only hold the caller.</param>
    /// <param name="jitter">From 0 to below 1.</param>
    public static TimeSpan? Wait(int retry, TimeSpan? retryAfter, TimeSpan left, double jitter)
    {
        var backoff = Backoff(retry, jitter);
        var wait = retryAfter > backoff ? retryAfter.Value : backoff;
        return retryAfter > LongestRetryAfter || wait >= left ? null : wait;
    }
}
