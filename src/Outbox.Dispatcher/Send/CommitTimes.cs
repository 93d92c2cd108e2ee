using System.Collections.Concurrent;
using Outbox.Core.Messages;

namespace Outbox.Dispatcher.Send;

/// <summary>
/// When the rows of the reads under way were written, on this process's monotonic clock: the database's clock says how old
/// they are when they are read, and no difference between two machines' clocks is measured as latency.
/// </summary>
internal sealed class CommitTimes(Telemetry telemetry, TimeProvider clock)
{
    private readonly ConcurrentDictionary<RowKey, Written> _rows = new();

    /// <summary>Notes the rows of a read.</summary>
    /// <param name="messages">The rows.</param>
    /// <param name="now">The database's clock.</param>
    public void Note(IEnumerable<OutboxMessage> messages, DateTime now)
    {
        var timestamp = clock.GetTimestamp();
        foreach (var message in messages)
        {
            _rows[message.Key] = new Written(now - message.CreatedAt, timestamp, message.Priority);
        }
    }

    /// <summary>Measures what was accepted.</summary>
    public void Sent(IEnumerable<Outcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Status == MessageStatus.Sent && _rows.TryRemove(outcome.Row, out var row))
            {
                telemetry.Accepted(row.Age + clock.GetElapsedTime(row.Read), row.Priority);
            }
        }
    }

    /// <summary>Lets go of the rows of a read that is over; those still pending are read again.</summary>
    public void Forget(IEnumerable<OutboxMessage> messages)
    {
        foreach (var message in messages)
        {
            _rows.TryRemove(message.Key, out _);
        }
    }

    private readonly record struct Written(TimeSpan Age, long Read, Priority Priority);
}
