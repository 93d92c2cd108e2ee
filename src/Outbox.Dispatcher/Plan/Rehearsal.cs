using Outbox.Core.Messages;
using Outbox.Dispatcher.Read;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>What rows would come to if they were dispatched now, by the dispatcher's own reading and planning. Nothing is sent or saved.</summary>
/// <param name="Plan">The plan; rows without a person among the closed ones.</param>
/// <param name="Now">The database's clock, UTC.</param>
public sealed record Rehearsal(ReadPlan Plan, DateTime Now)
{
    /// <summary>Reads what belongs to the rows, shapes them and plans.</summary>
    /// <param name="reader">Where their related rows and people are read.</param>
    /// <param name="rules">The mapping, and how its event types go out.</param>
    /// <param name="messages">The rows. An event type that is off or paused holds none of them back.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<Rehearsal> OfAsync(
        IPlanReader reader, Rules rules, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var read = await new RowReader(reader, new ShopReads(reader, new KnownFailures(), new NoHolds())).ReadAsync([], messages, rules, cancellationToken);
        var plan = Planner.Plan(rules, read.Now, read.Rows, read.People);
        return new Rehearsal(plan with { Closed = [.. read.Closed, .. plan.Closed] }, read.Now);
    }
}
