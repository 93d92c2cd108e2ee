using Microsoft.Extensions.Logging;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Plan;

namespace Outbox.Dispatcher.Send;

/// <summary>
/// Compares the database's clock, whose time an identify carries, with Customer.io's, which orders what others send: a stamp that
/// is ahead makes Customer.io drop an opt-out that comes after it, a stamp that is behind loses against what came before it. Says so
/// once a change.
/// </summary>
internal sealed class ClockWatch(DispatcherStatus status, ILogger<ClockWatch> log)
{
    private readonly Lock _lock = new();
    private ClockRange? _database;
    private ClockRange? _customerIo;
    private bool _isApart;

    /// <summary>Takes note of the database's clock.</summary>
    public void NoteDatabase(ClockRange ahead) => Compare(() => _database = ahead);

    /// <summary>Takes note of Customer.io's; null where an answer did not tell it.</summary>
    public void NoteCustomerIo(ServerClock? clock)
    {
        if (clock is not null)
        {
            Compare(() => _customerIo = ClockRange.Of(clock));
        }
    }

    private void Compare(Action note)
    {
        lock (_lock)
        {
            note();
            if (_database is not { } database || _customerIo is not { } customerIo)
            {
                return;
            }

            var range = database.AheadOf(customerIo);
            status.Note(now => now.DatabaseAhead == range.Surely ? now : now with { DatabaseAhead = range.Surely });
            if (range.IsApart == _isApart)
            {
                return;
            }

            _isApart = range.IsApart;
            if (_isApart)
            {
                Log.ClocksApart(log, range.Surely.TotalSeconds);
            }
            else
            {
                Log.ClocksTogether(log);
            }
        }
    }
}
