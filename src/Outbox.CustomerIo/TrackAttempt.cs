namespace Outbox.CustomerIo;

/// <summary>One HTTP attempt of a call, redirects included.</summary>
/// <param name="Path">Such as <c>/api/v2/batch</c>.</param>
/// <param name="Items">Items in the request; 0 of a read.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="Duration">Until the answer was read, or until it was given up.</param>
/// <param name="HttpStatus">Null where there was no answer.</param>
/// <param name="RequestBytes">Of the body.</param>
/// <param name="ResponseBytes">Of the body, as far as it was read.</param>
/// <param name="Error">Why there was no answer; null where there was one.</param>
public sealed record TrackAttempt(
    string Path,
    int Items,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    int? HttpStatus,
    long RequestBytes,
    long ResponseBytes,
    string? Error);

/// <summary>Is told of every HTTP attempt when it is over; registered by whoever wants to count or record them.</summary>
public interface ITrackObserver
{
    /// <summary>An attempt is over. Called on the request's own path by several calls at once: be quick, do not throw.</summary>
    void Attempted(TrackAttempt attempt);
}
