using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>What an event type's delivery does to its rows.</summary>
public enum DeliveryGate
{
    /// <summary>They are sent.</summary>
    Go,

    /// <summary>They are skipped.</summary>
    Skip,

    /// <summary>They stay as they are.</summary>
    Wait,
}

/// <summary>Whether an event goes out, and under which name.</summary>
public static class DeliveryRule
{
    /// <summary>The trigger source of the names that belong to this outbox.</summary>
    public const string OwnSource = "sql";

    /// <summary>What happens to rows of a type; a type the database does not know is rehearsed.</summary>
    public static DeliveryGate Gate(EventTypeState? type) => type?.Delivery switch
    {
        Delivery.Off => DeliveryGate.Skip,
        Delivery.Paused => DeliveryGate.Wait,
        _ => DeliveryGate.Go,
    };

    /// <summary>
    /// The name to send an event under: its own where the type is live, belongs to this outbox and the rollout has reached
    /// the person; its shadow's otherwise.
    /// </summary>
    /// <param name="type">Its type; null where the database does not know it.</param>
    /// <param name="eventName">Its name in the outbox.</param>
    /// <param name="personId">Whose it is.</param>
    /// <param name="sentAs">Its name at Customer.io, where the mapping gives it another.</param>
    public static string NameFor(EventTypeState? type, string eventName, string personId, string? sentAs = null) =>
        type is { Delivery: Delivery.Live, TriggerSource: OwnSource } && IsReached(type.RolloutPercent, eventName, personId)
            ? sentAs ?? eventName
            : ShadowName.Of(sentAs ?? eventName);

    /// <summary>
    /// Whether a rollout has reached a person. A person that it has reached stays reached as the percentage grows, and
    /// types reach different persons first.
    /// </summary>
    public static bool IsReached(int percent, string eventName, string personId) =>
        percent >= 100 || StableHash.Of($"{personId}\n{eventName}") % 100 < percent;
}
