namespace Outbox.Sandbox.Faults;

/// <summary>
/// Which faults the sandbox injects into <c>/api/v2/…</c>. Rates are shares of the requests, from 0 to 1, drawn
/// independently of one another; where several come up for one request, the first in the order of
/// <see cref="Fault"/> is taken.
/// </summary>
public sealed record FaultSettings
{
    /// <summary>Rate of 429 with Retry-After.</summary>
    public double TooManyRequests { get; init; }

    /// <summary>Rate of 500.</summary>
    public double ServerError { get; init; }

    /// <summary>Rate of answers that come late.</summary>
    public double Slow { get; init; }

    /// <summary>Rate of connections aborted after the request was applied.</summary>
    public double Cut { get; init; }

    /// <summary>Rate of connections aborted before the request was applied.</summary>
    public double CutBefore { get; init; }

    /// <summary>Rate of 307 to another path of the same server.</summary>
    public double Redirect { get; init; }

    /// <summary>Rate of 200 with a body that is not JSON; nothing is applied.</summary>
    public double Garbage { get; init; }

    /// <summary>Seconds in the Retry-After of a 429; 0 to 86,400.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>How late a slow answer is, in milliseconds; 0 to 600,000.</summary>
    public int SlowMilliseconds { get; init; } = 2_000;

    /// <summary>Answers 401 to everything for so many seconds from now; 0 = not, at most 86,400. Read: what is left.</summary>
    public double UnauthorizedSeconds { get; init; }

    /// <summary>Aborts every connection for so many seconds from now; 0 = not, at most 86,400. Read: what is left.</summary>
    public double DownSeconds { get; init; }
}
