using System.Collections.Concurrent;
using System.Text;
using Outbox.Core.Errors;
using Outbox.CustomerIo;

namespace Outbox.Contract.Tests.Behaviour.Reading;

/// <summary>A Track API that answers as it is told.</summary>
internal sealed class AnsweringApi : ITrackApi
{
    /// <summary>Why it takes no credentials; null where it does.</summary>
    public OutboxException? Refusal { get; set; }

    /// <summary>How far its clock is ahead of this machine's; null where its answers do not tell it.</summary>
    public TimeSpan? Ahead { get; set; } = TimeSpan.Zero;

    /// <summary>What it says of items.</summary>
    public AnswerKind Answer { get; set; } = AnswerKind.Accepted;

    /// <summary>What arrived.</summary>
    public ConcurrentQueue<string> Items { get; } = new();

    public Task<TrackAccount> ReadAccountAsync(CancellationToken cancellationToken) =>
        Refusal is null ? Task.FromResult(new TrackAccount("us", 7, new Uri("https://track.customer.io")) { Clock = Clock() }) : throw Refusal;

    private ServerClock? Clock()
    {
        var now = TimeProvider.System.GetUtcNow();
        return Ahead is { } ahead ? new ServerClock(now + ahead, now, now) : null;
    }

    public Task<TrackAnswer> SendAsync(IReadOnlyList<TrackItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            Items.Enqueue(Encoding.UTF8.GetString(item.Json.Span));
        }

        return Task.FromResult(new TrackAnswer(Answer, Answer == AnswerKind.Accepted ? 200 : 400, [], null, false, Answer == AnswerKind.Accepted ? null : "no"));
    }
}
