using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>A row of the shop as it would be captured now.</summary>
/// <param name="Message">The outbox row that it would make; numbered from 1 within the answer.</param>
/// <param name="PassesWhere">Whether it passes the event's <c>where</c>.</param>
/// <param name="ShowsFact">Whether today's row shows that the event happened to it.</param>
public sealed record SourceRow(OutboxMessage Message, bool PassesWhere, bool ShowsFact)
{
    /// <summary>The row with its message.</summary>
    internal static SourceRow Of(Mapping.Preview.PreviewSource source, SourceValues values, int number, DateTime now) => new(
        new OutboxMessage
        {
            MessageId = number,
            Kind = source.Type is null ? MessageKind.Touch : MessageKind.Event,
            CapturedBy = source.CapturedBy,
            EventId = values.EventId,
            EventName = values.EventName,
            PersonKey = values.PersonKey,
            OccurredAtRaw = values.OccurredAtRaw,
            OccurredAtZone = values.OccurredAtZone,
            Captured = values.Captured,
            CreatedAt = now,
        },
        values.PassesWhere,
        values.ShowsFact);
}

/// <summary>The columns that a read of rows gives.</summary>
internal sealed record SourceValues
{
    public string? EventId { get; init; }

    public string? EventName { get; init; }

    public string? PersonKey { get; init; }

    public string? OccurredAtRaw { get; init; }

    public string? OccurredAtZone { get; init; }

    public string? Captured { get; init; }

    public bool PassesWhere { get; init; }

    public bool ShowsFact { get; init; }
}
