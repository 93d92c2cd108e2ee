using Outbox.Core.Messages;

namespace Outbox.Mapping.TrackingPlan;

/// <summary>What a mapping sends, for the people who build segments and journeys. Made of the mapping alone: no row of the shop is in it.</summary>
/// <param name="Source">The namespace of the event ids.</param>
/// <param name="PersonId">What a person's id looks like.</param>
/// <param name="PersonFrom">The table and column that it comes from.</param>
/// <param name="Guests">How buyers without an account are known; null where there are none.</param>
/// <param name="Attributes">The attributes of a person.</param>
/// <param name="Events">The events, in the mapping's order.</param>
/// <param name="HasTypes">Whether types that the columns decide were looked up in a database.</param>
public sealed record Plan(
    string Source, string PersonId, string PersonFrom, string? Guests, IReadOnlyList<PlanField> Attributes, IReadOnlyList<PlanEvent> Events, bool HasTypes);

/// <summary>An event type.</summary>
public sealed record PlanEvent
{
    /// <summary>Its name; of a feed, the column that names the events.</summary>
    public required string Name { get; init; }

    /// <summary>What it means.</summary>
    public string? Description { get; init; }

    /// <summary>The team to ask.</summary>
    public string? Owner { get; init; }

    /// <summary>The system that owns the name.</summary>
    public required string TriggerSource { get; init; }

    /// <summary>How it goes out.</summary>
    public required Delivery Delivery { get; init; }

    /// <summary>The name to build on now: of a rehearsed event its shadow's.</summary>
    public required string ArrivesAs { get; init; }

    /// <summary>What makes it happen, in words.</summary>
    public required string When { get; init; }

    /// <summary>What its event id looks like.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is, in words.</summary>
    public required string Person { get; init; }

    /// <summary>What its timestamp is, in words.</summary>
    public required string Time { get; init; }

    /// <summary>How often it should be seen, in words; null for no expectation.</summary>
    public string? Expect { get; init; }

    /// <summary>Its data.</summary>
    public IReadOnlyList<PlanField> Fields { get; init; } = [];

    /// <summary>Its data with the examples, a JSON object.</summary>
    public required string Example { get; init; }
}

/// <summary>A property or attribute.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is, in words.</param>
/// <param name="Example">An invented value, as JSON.</param>
/// <param name="From">Where it comes from.</param>
public sealed record PlanField(string Name, string Type, string Example, string From)
{
    /// <summary>What each object of a list has; empty for one value.</summary>
    public IReadOnlyList<PlanField> Parts { get; init; } = [];
}
