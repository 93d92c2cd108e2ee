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

    [LoggerMessage(4014, LogLevel.Warning, "OBX460: an answer (HTTP {Status}) is not the Track API's or not about what was sent; no row is closed by it, the rows go again, first in {Seconds:F1} s, at least every 5 minutes, until answers are understood")]
    public static partial void AnswersNotUnderstood(ILogger logger, int? status, double seconds);

    [LoggerMessage(4015, LogLevel.Information, "The answers are understood again")]
    public static partial void AnswersUnderstood(ILogger logger);

    [LoggerMessage(4016, LogLevel.Warning, "The database's clock is {Seconds:F1} s ahead of Customer.io's (negative: behind), OBX736: identifies are ordered by it, so that changes made at Customer.io can be lost; let its machine take the time of a time server")]
    public static partial void ClocksApart(ILogger logger, double seconds);

    [LoggerMessage(4017, LogLevel.Information, "The database's clock and Customer.io's agree again")]
    public static partial void ClocksTogether(ILogger logger);

    [LoggerMessage(4018, LogLevel.Error, "OBX737: sending is held: {Dead} of {Settled} rows within the window were refused, most with {Code}; the rows wait, a request is tried every half minute, and nothing is lost; outbox resume-sending lets them die")]
    public static partial void SendingHeld(ILogger logger, int dead, int settled, string code);

    [LoggerMessage(4019, LogLevel.Information, "Sending goes on")]
    public static partial void SendingResumed(ILogger logger);

    [LoggerMessage(4020, LogLevel.Warning, "The database is busy: {Reason}; trying again until it is not")]
    public static partial void StoreBusy(ILogger logger, string reason);

    [LoggerMessage(4021, LogLevel.Information, "The database answers again")]
    public static partial void StoreBack(ILogger logger);

    [LoggerMessage(4030, LogLevel.Information, "The schedule {Schedule} inserted {Rows} rows")]
    public static partial void ScheduleFired(ILogger logger, string schedule, int rows);

    [LoggerMessage(4031, LogLevel.Error, "The schedule {Schedule} failed ({Error}); the dispatcher goes on without it, and tries it again each minute")]
    public static partial void ScheduleFailed(ILogger logger, string schedule, string error);

    [LoggerMessage(4040, LogLevel.Information, "Holding {Held} of {All} lanes, {Live} dispatchers alive: {Lanes}")]
    public static partial void LanesHeld(ILogger logger, int held, int all, int live, string lanes);

    [LoggerMessage(4041, LogLevel.Warning, "Another dispatcher holds lanes that this one held: {Lanes}; what was read of them is dropped, nothing is lost")]
    public static partial void LanesLost(ILogger logger, string lanes);

    [LoggerMessage(4042, LogLevel.Warning, "The leases cannot be renewed: {Reason}; where they run out nothing is sent until they are")]
    public static partial void LeasesNotRenewed(ILogger logger, string reason);

    [LoggerMessage(4043, LogLevel.Information, "The leases are renewed again")]
    public static partial void LeasesRenewed(ILogger logger);

    [LoggerMessage(4044, LogLevel.Warning, "A request of {Items} items was cut off, the lease of a lane has run out; they go again")]
    public static partial void RequestCutOff(ILogger logger, int items);

    [LoggerMessage(4045, LogLevel.Warning, "The lanes could not be handed back: {Reason}; others take them when the leases run out")]
    public static partial void LanesNotReleased(ILogger logger, string reason);

    [LoggerMessage(4032, LogLevel.Error, "{Part} of the mapping is held: {Why}; its rows wait, everything else goes on. It is tried again every 15 s, and after a migrate")]
    public static partial void PartHeld(ILogger logger, string part, string why);

    [LoggerMessage(4033, LogLevel.Information, "{Part} of the mapping is no longer held")]
    public static partial void PartReleased(ILogger logger, string part);

    [LoggerMessage(4060, LogLevel.Error, "{Part} fails ({Error}); it is tried again until it does not, and health says so. Nothing is lost")]
    public static partial void Failing(ILogger logger, string part, string error);

    [LoggerMessage(4061, LogLevel.Information, "{Part} works again")]
    public static partial void Works(ILogger logger, string part);

    [LoggerMessage(4050, LogLevel.Information, "Bound to server '{Server}', database '{Database}', and the workspace {EnvironmentId} in {Region}")]
    public static partial void Bound(ILogger logger, string server, string database, string region, long environmentId);
}
