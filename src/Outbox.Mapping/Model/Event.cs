using Outbox.Core.Messages;

namespace Outbox.Mapping.Model;

/// <summary>What every kind of event has: name, owner, delivery.</summary>
public abstract record EventType
{
    /// <summary>snake_case name at Customer.io. For a feed: of the feed, since its rows name their events.</summary>
    public required string Name { get; init; }

    /// <summary>Delivery when the type is first seen; from then on the database owns it.</summary>
    public Delivery Delivery { get; init; } = Delivery.Shadow;

    /// <summary>The system that owns the name; only <c>sql</c> may be live here.</summary>
    public string TriggerSource { get; init; } = "sql";

    /// <summary>Whether this type's events of one person never share a request.</summary>
    public bool StrictOrder { get; init; }

    /// <summary>The team to ask.</summary>
    public string? Owner { get; init; }

    /// <summary>What it means, for those who build journeys.</summary>
    public string? Description { get; init; }

    /// <summary>How often it should be seen; null for no expectation.</summary>
    public Expectation? Expect { get; init; }

    /// <summary>The place of its name in the file.</summary>
    public Position At { get; init; }

    /// <summary>Its unique name in the outbox's <c>CapturedBy</c>.</summary>
    public virtual string CapturedBy => Name;
}

/// <summary>An event type whose id, person, time and properties the mapping spells out.</summary>
public abstract record MappedEvent : EventType
{
    /// <summary>Its name at Customer.io where that is another, such as one that journeys have already; null for its own.</summary>
    public string? SentAs { get; init; }

    /// <summary>The columns that make the event id, in order.</summary>
    public required IReadOnlyList<ColumnReference> Id { get; init; }

    /// <summary>Whose event it is.</summary>
    public required PersonReference Person { get; init; }

    /// <summary>When it happened; null for the time of capture.</summary>
    public OccurredAt? OccurredAt { get; init; }

    /// <summary>The event's data.</summary>
    public IReadOnlyList<Property> Properties { get; init; } = [];

    /// <summary>A view with computed properties; null for none.</summary>
    public ViewReference? View { get; init; }

    /// <summary>The table (for a schedule: the view) whose rows are the facts.</summary>
    public abstract TableReference From { get; }
}

/// <summary>An entry of <c>events</c>: a write to a table is the fact.</summary>
public sealed record TableEvent : MappedEvent
{
    /// <summary>The table.</summary>
    public required TableReference Table { get; init; }

    /// <summary>What the write must do.</summary>
    public required Condition When { get; init; }

    /// <summary>What the row must be; of the new row, or of the old one for <see cref="Deleted"/>.</summary>
    public IReadOnlyList<Filter> Where { get; init; } = [];

    /// <summary>Whether it can happen only once for a row, so that the key alone tells the fact.</summary>
    public bool Once { get; init; }

    /// <summary>How today's row shows the fact, for backfill and reconcile; null where it cannot be seen later.</summary>
    public Filter? Holds { get; init; }

    /// <inheritdoc/>
    public override TableReference From => Table;
}

/// <summary>An entry of <c>schedules</c>: a row of a view that is due is the fact.</summary>
public sealed record Schedule : MappedEvent
{
    /// <summary>The view.</summary>
    public required TableReference Source { get; init; }

    /// <summary>Five-field cron expression.</summary>
    public required string Cron { get; init; }

    /// <summary>The IANA zone of the cron expression; null for the mapping's.</summary>
    public string? CronZone { get; init; }

    /// <inheritdoc/>
    public override TableReference From => Source;
}

/// <summary>An entry of <c>feeds</c>: an append-only event table that the shop already has.</summary>
public sealed record Feed : EventType
{
    /// <summary>The table.</summary>
    public required TableReference Table { get; init; }

    /// <summary>The column with the event's name.</summary>
    public required ColumnReference NameColumn { get; init; }

    /// <summary>The column with the event's id.</summary>
    public required ColumnReference Id { get; init; }

    /// <summary>Whose event it is.</summary>
    public required PersonReference Person { get; init; }

    /// <summary>When it happened.</summary>
    public required OccurredAt OccurredAt { get; init; }

    /// <summary>The column with the event's data as a JSON object; null for none.</summary>
    public ColumnReference? Properties { get; init; }

    /// <inheritdoc/>
    public override string CapturedBy => $"feed:{Table.Name}";
}

/// <summary>A time column and, where it carries no offset, its zone.</summary>
/// <param name="Column">The column.</param>
/// <param name="Zone">An IANA zone; null for the mapping's.</param>
public sealed record OccurredAt(ColumnReference Column, string? Zone);

/// <summary><c>expect: { at_least, every }</c>: silence is a finding.</summary>
/// <param name="AtLeast">Events, 1 or more.</param>
/// <param name="Every">In each such period.</param>
public sealed record Expectation(int AtLeast, TimeSpan Every);
