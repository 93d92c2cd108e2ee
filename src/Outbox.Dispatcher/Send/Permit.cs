using Outbox.Dispatcher.Lease;
using Outbox.Dispatcher.Read;
using Outbox.Stores;

namespace Outbox.Dispatcher.Send;

/// <summary>What a read's requests may go by: its lanes are held, and the event types go out as they did when it was planned.</summary>
internal sealed class Permit(LaneLoan loan, TimeSpan leastLeft, Rules rules, RulesReader rulesReader)
{
    /// <summary>The lanes.</summary>
    public IReadOnlyList<LaneToken> Lanes => loan.Tokens;

    /// <summary>
    /// Whether a request may start: its lanes are held long enough for it, and no event type was paused, switched off or
    /// changed otherwise since.
    /// </summary>
    public async Task<bool> MayStartAsync(CancellationToken cancellationToken)
    {
        // The lease last, since reading the rules takes time.
        var now = await rulesReader.ReadAsync(cancellationToken);
        return (ReferenceEquals(now, rules) || now.DeliversAs(rules)) && loan.Left >= leastLeft;
    }

    /// <summary>A source that ends a request when its time is up: cut off, or a lane lost.</summary>
    public CancellationTokenSource Until(CancellationToken abandoned) => loan.Until(abandoned);
}
