using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Outbox.CustomerIo;

namespace Outbox.Contract.Tests.Behaviour.Ownership;

/// <summary>A Track API that keeps what arrives, in the order in which it arrives.</summary>
internal sealed class ArrivalApi : ITrackApi
{
    private int _requests;

    /// <summary>Events by the request that brought them.</summary>
    public ConcurrentQueue<(int Request, string Person, string Id, long Number, string Text)> Events { get; } = new();

    public Task<TrackAccount> ReadAccountAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new TrackAccount("us", 1, new Uri("https://track.customer.io")));

    public async Task<TrackAnswer> SendAsync(IReadOnlyList<TrackItem> items, CancellationToken cancellationToken)
    {
        var request = Interlocked.Increment(ref _requests);
        foreach (var text in items.Select(item => Encoding.UTF8.GetString(item.Json.Span)))
        {
            using var item = JsonDocument.Parse(text);
            var root = item.RootElement;
            if (root.GetProperty("action").GetString() == "event")
            {
                Events.Enqueue((
                    request,
                    root.GetProperty("identifiers").GetProperty("id").GetString()!,
                    root.GetProperty("id").GetString()!,
                    root.GetProperty("attributes").GetProperty("order_id").GetInt64(),
                    text));
            }
        }

        await Task.Delay(15, cancellationToken);
        return new TrackAnswer(AnswerKind.Accepted, 200, [], null, false, null);
    }
}
