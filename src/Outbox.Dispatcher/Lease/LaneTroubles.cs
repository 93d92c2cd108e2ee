using Outbox.Dispatcher.Health;
using Outbox.Stores;

namespace Outbox.Dispatcher.Lease;

/// <summary>Which lanes' reads do not come to their end. Said once for all of them; over when none fails any more.</summary>
internal sealed class LaneTroubles(Troubles troubles)
{
    private const string Part = "delivery";

    private readonly Lock _lock = new();
    private readonly HashSet<byte> _failing = [];

    /// <summary>A read of some lanes failed.</summary>
    public void Note(IEnumerable<LaneToken> lanes, Exception error)
    {
        lock (_lock)
        {
            _failing.UnionWith(lanes.Select(lane => lane.Lane));
        }

        troubles.Note(Part, ErrorName.Of(error));
    }

    /// <summary>A read of some lanes came to its end.</summary>
    public void End(IEnumerable<LaneToken> lanes)
    {
        lock (_lock)
        {
            if (_failing.Count == 0)
            {
                return;
            }

            _failing.ExceptWith(lanes.Select(lane => lane.Lane));
            if (_failing.Count > 0)
            {
                return;
            }
        }

        troubles.End(Part);
    }
}
