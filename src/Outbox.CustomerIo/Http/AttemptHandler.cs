namespace Outbox.CustomerIo.Http;

/// <summary>
/// One attempt: sends, reads the answer within the attempt's time limit, keeps it in the <see cref="Exchange"/> and tells
/// the observer. Sits inside the retries, so that an answer cut short is an attempt without an answer.
/// </summary>
internal sealed class AttemptHandler(TimeProvider time, ITrackObserver? observer) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = Exchange.Of(request);
        exchange.Begin();
        var startedAt = time.GetUtcNow();
        var start = time.GetTimestamp();
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
            exchange.Clock = response.Headers.Date is { } date ? new ServerClock(date, startedAt, time.GetUtcNow()) : null;
            var body = await ReadAsync(response.Content, cancellationToken);
            var retryAfter = RetryAfter.Read(response.Headers.RetryAfter, time.GetUtcNow());
            var reply = new Reply((int)response.StatusCode, retryAfter, body, exchange.RedirectNote);
            var attempt = exchange.Answered(startedAt, time.GetElapsedTime(start), reply);
            observer?.Attempted(attempt);
            return response;
        }
        catch (Exception e) when (NetworkFault.Is(e) || e is OperationCanceledException)
        {
            response?.Dispose();
            var attempt = exchange.Failed(startedAt, time.GetElapsedTime(start), e);
            observer?.Attempted(attempt);
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // A time limit of the connection's own: to the retries it is a failed request, not somebody's wish to stop.
                throw new HttpRequestException(e.Message, e);
            }

            throw;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[8_192];
        while (body.Length < Reply.MaxBytes)
        {
            var wanted = (int)Math.Min(buffer.Length, Reply.MaxBytes - body.Length);
            var read = await stream.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken);
            if (read == 0)
            {
                break;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
