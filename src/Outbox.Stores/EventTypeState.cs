using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>What the database knows of an event type.</summary>
/// <param name="Name">The event's name; for a feed, its <c>CapturedBy</c>.</param>
/// <param name="Delivery">How its events go out.</param>
/// <param name="RolloutPercent">0 to 100: persons by hash that get a live event; the others get its shadow.</param>
/// <param name="TriggerSource">The system that owns the name.</param>
/// <param name="PurgedBefore">The horizon, UTC: facts before it count as delivered, since their rows were removed. Null for none.</param>
public sealed record EventTypeState(
    string Name, Delivery Delivery, int RolloutPercent, string TriggerSource, DateTime? PurgedBefore = null)
{
    /// <summary>When the mapping first had it, UTC.</summary>
    public DateTime CreatedAt { get; init; }
}
