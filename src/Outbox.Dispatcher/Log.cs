using Microsoft.Extensions.Logging;

namespace Outbox.Dispatcher;

/// <summary>All that the dispatcher says. Ids are stable; no message has personal data.</summary>
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Dispatching: {ReadSize} rows a read, {Parallelism} requests at a time, {RatePerSecond} a second")]
    public static partial void Started(ILogger logger, int readSize, int parallelism, int ratePerSecond);

    [LoggerMessage(4002, LogLevel.Information, "Stopped; what is pending waits in the outbox")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(4003, LogLevel.Information, "{Sent} rows sent, {Dead} dead, {Skipped} skipped in {Seconds:F0} s")]
    public static partial void Summary(ILogger logger, long sent, long dead, long skipped, double seconds);

    [LoggerMessage(4004, LogLevel.Critical, "The dispatcher stops: {Error}")]
    public static partial void Failed(ILogger logger, string error);

    [LoggerMessage(4010, LogLevel.Warning, "Customer.io cannot take a request now (HTTP {Status}); trying again, first in {Seconds:F1} s, until it can")]
    public static partial void EndpointDown(ILogger logger, int? status, double seconds);

    [LoggerMessage(4011, LogLevel.Information, "Customer.io takes requests again")]
    public static partial void EndpointUp(ILogger logger);

    [LoggerMessage(4012, LogLevel.Error, "Customer.io refuses the credentials (HTTP {Status}); nothing is sent until it takes them, nothing is lost")]
    public static partial void CredentialsRefused(ILogger logger, int? status);

    [LoggerMessage(4013, LogLevel.Information, "Customer.io takes the credentials again")]
    public static partial void CredentialsAccepted(ILogger logger);

    [LoggerMessage(4020, LogLevel.Warning, "The database is busy: {Reason}; trying again until it is not")]
    public static partial void StoreBusy(ILogger logger, string reason);

    [LoggerMessage(4021, LogLevel.Information, "The database answers again")]
    public static partial void StoreBack(ILogger logger);

    [LoggerMessage(4030, LogLevel.Information, "The schedule {Schedule} inserted {Events} events")]
    public static partial void ScheduleFired(ILogger logger, string schedule, int events);

    [LoggerMessage(4031, LogLevel.Error, "The schedule {Schedule} failed ({Error}); the dispatcher goes on without it")]
    public static partial void ScheduleFailed(ILogger logger, string schedule, string error);
}
