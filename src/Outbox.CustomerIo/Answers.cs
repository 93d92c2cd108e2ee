namespace Outbox.CustomerIo;

/// <summary>
/// What an answer means for the items of its request. Pure. Where an answer leaves a doubt, the items are not taken for
/// sent: sent again, an event is de-duplicated by its ULID and an identify says the same twice.
/// </summary>
internal static class Answers
{
    /// <summary>Classifies an answer to <paramref name="items"/> items.</summary>
    public static TrackAnswer Classify(Reply reply, int items) => reply.Status switch
    {
        200 => Ok(reply, items),
        207 => Partly(reply, items),
        400 or 413 => Refused(reply, items),
        401 or 403 => Of(AnswerKind.Unauthorized, reply),

        // The server says that it did not work on the request.
        408 or 429 => Of(AnswerKind.TryAgain, reply),
        >= 500 => Of(AnswerKind.TryAgain, reply, isAmbiguous: true),

        // A success of a kind that the API does not document: it may be applied.
        >= 200 and < 300 => Of(AnswerKind.TryAgain, reply, isAmbiguous: true),

        // A redirect that was not followed, or 404, 405, 407 …: a wrong address or a proxy in between. That is nothing about
        // the items, and whoever mends the setting wants them sent: the rows wait, visibly, and none is dead.
        _ => Of(AnswerKind.TryAgain, reply),
    };

    /// <summary>What is known where no answer came.</summary>
    public static TrackAnswer None(string why, TimeSpan? retryAfter, bool isAmbiguous) =>
        new(AnswerKind.TryAgain, null, [], retryAfter, isAmbiguous, OneLine.Of(why));

    private static TrackAnswer Ok(Reply reply, int items) => ErrorBody.Read(reply.Body) switch
    {
        { IsObject: true, Errors: null or [] } => new(AnswerKind.Accepted, 200, [], null, false, null),

        // Errors under a 200 would be lost sight of: they count as under a 207.
        { IsObject: true } => Partly(reply, items),

        // The API answers {}. Anything else is a portal's page or a proxy's: Customer.io may never have seen the request.
        _ => Of(AnswerKind.TryAgain, reply, isAmbiguous: true),
    };

    private static TrackAnswer Partly(Reply reply, int items)
    {
        var errors = ErrorBody.Read(reply.Body).Errors;
        if (errors is null or [])
        {
            return Of(AnswerKind.Unclear, reply, isAmbiguous: true);
        }

        if (items == 1 && errors.All(e => e.BatchIndex is null or 0))
        {
            // Whatever is said can only be about the one item.
            return Of(AnswerKind.Refused, reply) with { Refusals = [.. errors.Select(e => e.At(0))] };
        }

        var areNamed = errors.All(e => e.BatchIndex >= 0 && e.BatchIndex < items)
            && errors.DistinctBy(e => e.BatchIndex).Count() == errors.Count;
        return areNamed
            ? Of(AnswerKind.PartlyAccepted, reply) with { Refusals = [.. errors.OrderBy(e => e.BatchIndex).Select(e => e.At(-1))] }
            : Of(AnswerKind.Unclear, reply, isAmbiguous: true);
    }

    private static TrackAnswer Refused(Reply reply, int items)
    {
        var errors = ErrorBody.Read(reply.Body).Errors ?? [];
        return Of(AnswerKind.Refused, reply) with { Refusals = [.. errors.Select(e => e.At(items == 1 ? 0 : -1))] };
    }

    private static TrackAnswer Of(AnswerKind kind, Reply reply, bool isAmbiguous = false) =>
        new(kind, reply.Status, [], reply.RetryAfter, isAmbiguous, reply.InALine);
}
