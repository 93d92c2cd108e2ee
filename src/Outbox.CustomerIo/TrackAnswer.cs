namespace Outbox.CustomerIo;

/// <summary>What the Track API's answer to a request means for its items.</summary>
public enum AnswerKind
{
    /// <summary>200: all items are taken.</summary>
    Accepted,

    /// <summary>207 whose errors name items of the request: those are refused, the rest is taken.</summary>
    PartlyAccepted,

    /// <summary>400 or 413 with the Track API's errors: the whole request was refused; a smaller one may pass.</summary>
    Refused,

    /// <summary>
    /// An answer that does not settle the items: not the Track API's (a proxy's page, an empty or truncated body, JSON of
    /// another shape, a status that the API does not document), or errors of items that the request does not have. No row is
    /// closed by it; the same bytes go again, later, in smaller requests, so that an item that alone provokes it is found.
    /// </summary>
    NotUnderstood,

    /// <summary>
    /// 408, 429, 5xx, no answer or time-out: the same bytes again, later.
    /// <see cref="TrackAnswer.IsAmbiguous"/> tells whether the request may have been applied.
    /// </summary>
    TryAgain,

    /// <summary>401 or 403: the credentials are refused.</summary>
    Unauthorized,
}

/// <summary>An item that Customer.io refused.</summary>
/// <param name="Index">Its place in the request, from 0; -1 where the answer to a refused batch names none.</param>
/// <param name="Reason">Customer.io's reason code.</param>
/// <param name="Field">The field, such as <c>attributes.plan</c>; null where none is named.</param>
/// <param name="Message">Customer.io's words.</param>
public sealed record ItemRefusal(int Index, string Reason, string? Field, string? Message)
{
    private const string AttributePrefix = "attributes.";

    /// <summary>The attribute that <see cref="Field"/> names, such as <c>plan</c>; null where it names none.</summary>
    public string? Attribute =>
        Field is not null && Field.Length > AttributePrefix.Length && Field.StartsWith(AttributePrefix, StringComparison.Ordinal)
            ? Field[AttributePrefix.Length..]
            : null;
}

/// <summary>A classified answer.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="HttpStatus">Null where there was none.</param>
/// <param name="Refusals">For <see cref="AnswerKind.PartlyAccepted"/>, by index; for <see cref="AnswerKind.Refused"/>, what was said.</param>
/// <param name="RetryAfter">What the answer asked to wait; null where it did not.</param>
/// <param name="IsAmbiguous">Whether any attempt of the call may have been applied although no answer says so.</param>
/// <param name="Detail">The answer or error in a line, at most 1,000 characters; null where accepted.</param>
public sealed record TrackAnswer(
    AnswerKind Kind,
    int? HttpStatus,
    IReadOnlyList<ItemRefusal> Refusals,
    TimeSpan? RetryAfter,
    bool IsAmbiguous,
    string? Detail)
{
    /// <summary>The HTTP attempts of the call, in order; empty where the circuit was open.</summary>
    public IReadOnlyList<TrackAttempt> Attempts { get; init; } = [];

    /// <summary>Customer.io's clock; null where there was no answer of the Track API's that told it.</summary>
    public ServerClock? Clock { get; init; }
}
