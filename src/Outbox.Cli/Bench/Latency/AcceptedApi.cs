using Outbox.CustomerIo;

namespace Outbox.Cli.Bench.Latency;

/// <summary>Tells which orders' events were accepted, at the moment in which the answer is there.</summary>
internal sealed class AcceptedApi(ITrackApi inner, LatencyLog log) : ITrackApi
{
    /// <inheritdoc/>
    public Task<TrackAccount> ReadAccountAsync(CancellationToken cancellationToken) => inner.ReadAccountAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<TrackAnswer> SendAsync(IReadOnlyList<TrackItem> sent, CancellationToken cancellationToken)
    {
        var answer = await inner.SendAsync(sent, cancellationToken);
        if (answer.Kind == AnswerKind.Accepted)
        {
            log.Accepted(sent.Select(item => item.Json));
        }

        return answer;
    }
}
