using Microsoft.Extensions.Logging;
using Outbox.Core.Messages;

namespace Outbox.Dispatcher.Send;

/// <summary>A line now and then about what was done; none where nothing was.</summary>
internal sealed class Summary(DispatcherOptions options, TimeProvider clock, ILogger<Summary> log)
{
    private readonly Lock _lock = new();
    private long _since = clock.GetTimestamp();
    private long _sent;
    private long _dead;
    private long _skipped;

    /// <summary>Counts rows that were closed.</summary>
    public void Count(MessageStatus status, int rows)
    {
        lock (_lock)
        {
            _ = status switch
            {
                MessageStatus.Sent => _sent += rows,
                MessageStatus.Dead => _dead += rows,
                _ => _skipped += rows,
            };
        }
    }

    /// <summary>Says what was done, if it is time and anything was.</summary>
    /// <param name="isLast">Whether the dispatcher stops: then it is time.</param>
    public void Say(bool isLast = false)
    {
        lock (_lock)
        {
            var elapsed = clock.GetElapsedTime(_since);
            if (_sent + _dead + _skipped == 0 || (elapsed < options.SummaryEvery && !isLast))
            {
                return;
            }

            Log.Summary(log, _sent, _dead, _skipped, elapsed.TotalSeconds);
            (_since, _sent, _dead, _skipped) = (clock.GetTimestamp(), 0, 0, 0);
        }
    }
}
