using System.Net.Http.Headers;

namespace Outbox.CustomerIo.Http;

/// <summary>The header <c>Retry-After</c>: seconds or a date (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>The wait from <paramref name="now"/>, never negative; null where the header is absent or unreadable.</summary>
    public static TimeSpan? Read(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        var wait = header?.Delta ?? (header?.Date - now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
