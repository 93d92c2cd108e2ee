namespace Outbox.CustomerIo;

/// <summary>
/// What an answer means for the items of its request. Pure. Only a body that is the Track API's settles an item. Where an
/// answer leaves a doubt the items are taken for neither sent nor refused: sent again, an event is de-duplicated by its ULID
/// and an identify says the same twice.
/// </summary>
internal static class Answers
{
    /// <summary>Classifies an answer to <paramref name="items"/> items.</summary>
    public static TrackAnswer Classify(Reply reply, int items) => reply.Status switch
    {
        200 => Ok(reply, items),
        207 => Partly(reply, items),
        400 or 413 => Refused(reply, items),

        // A page is a proxy's: it refuses this request, and says nothing about Customer.io's credentials.
        401 or 403 when IsPage(reply) => Of(AnswerKind.NotUnderstood, reply),
        401 or 403 => Of(AnswerKind.Unauthorized, reply),

        // The server says that it did not work on the request.
        408 or 429 => Of(AnswerKind.TryAgain, reply),
        >= 500 => Of(AnswerKind.TryAgain, reply, isAmbiguous: true),

        // A success of a kind that the API does not document: it may be applied.
        >= 200 and < 300 => Of(AnswerKind.NotUnderstood, reply, isAmbiguous: true),

        // A redirect that was not followed, or 404, 405, 407 …: a wrong address or a proxy in between. That is nothing about
        // the items, and whoever corrects the setting wants them sent: the rows wait, visibly, and none is dead.
        _ => Of(AnswerKind.NotUnderstood, reply),
    };

    /// <summary>What is known where no answer came.</summary>
    public static TrackAnswer None(string why, TimeSpan? retryAfter, bool isAmbiguous) =>
        new(AnswerKind.TryAgain, null, [], retryAfter, isAmbiguous, OneLine.Of(why));

    private static TrackAnswer Ok(Reply reply, int items) => ErrorBody.Read(reply.Body) switch
    {
        { IsTheApis: true, Errors: [] } => new(AnswerKind.Accepted, 200, [], null, false, null),

        // Errors under a 200 would be lost sight of: they count as under a 207.
        { IsTheApis: true } => Partly(reply, items),

        // The API answers {}. Anything else is a portal's page or a gateway's: Customer.io may never have seen the request.
        _ => Of(AnswerKind.NotUnderstood, reply, isAmbiguous: true),
    };

    private static TrackAnswer Partly(Reply reply, int items)
    {
        var errors = ErrorBody.Read(reply.Body).Errors;
        if (errors is [])
        {
            return Of(AnswerKind.NotUnderstood, reply, isAmbiguous: true);
        }

        // One index missing or out of range, and the others are in doubt as well: the answer counts otherwise than this request does,
        // or is another's. Nothing of it is taken; what was applied is applied once, by its ULID.
        return errors.All(e => e.BatchIndex >= 0 && e.BatchIndex < items)
            ? Of(items == 1 ? AnswerKind.Refused : AnswerKind.PartlyAccepted, reply) with { Refusals = [.. errors.DistinctBy(e => e.BatchIndex).OrderBy(e => e.BatchIndex).Select(e => e.At(-1))] }
            : Of(AnswerKind.NotUnderstood, reply, isAmbiguous: true);
    }

    private static TrackAnswer Refused(Reply reply, int items)
    {
        var errors = ErrorBody.Read(reply.Body).Errors;

        // An error of an item that a request of one does not have is no word about the one.
        return errors is [] || (items == 1 && errors.Any(e => e.BatchIndex is not (null or 0)))
            ? Of(AnswerKind.NotUnderstood, reply)
            : Of(AnswerKind.Refused, reply) with { Refusals = [.. errors.Select(e => e.At(items == 1 ? 0 : -1))] };
    }

    private static bool IsPage(Reply reply) => reply.Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    private static TrackAnswer Of(AnswerKind kind, Reply reply, bool isAmbiguous = false) =>
        new(kind, reply.Status, [], reply.RetryAfter, isAmbiguous, reply.InALine);
}
