using System.Text.Json;
using NodaTime;
using Outbox.Core;
using Outbox.Core.Messages;

namespace Outbox.Mapping.Shape;

/// <summary>How the rows of one capture become events.</summary>
/// <param name="Person">Whose they are.</param>
/// <param name="Fields">Their data; null for a feed.</param>
/// <param name="DataColumn">A feed's column with the data.</param>
/// <param name="HasTime">Whether the mapping names a time column.</param>
/// <param name="NeedsRelated">Whether rows of other tables belong to it.</param>
internal sealed record EventShape(PersonShape Person, FieldSet? Fields, string? DataColumn, bool HasTime, bool NeedsRelated)
{
    /// <summary>Shapes one row; never throws for what the row holds.</summary>
    public ShapedEvent Shape(
        OutboxMessage message, JsonElement captured, JsonElement related, DateTimeZone defaultZone, FaultLog faults)
    {
        if (NeedsRelated && related.ValueKind != JsonValueKind.Object)
        {
            faults.Add(RowErrors.RowsUnreadable, "related", "the rows of other tables are missing or no JSON object");
        }

        var person = Person.Resolve(message, captured, related);
        var occurredAt = OccurredAt(message, defaultZone, faults);
        var data = JsonScratch.Text(json =>
        {
            if (Fields is not null)
            {
                Fields.Write(json, RowSource.OfCapture(captured, related), faults);
            }
            else if (DataColumn is not null)
            {
                FeedData.Write(json, RawText.Member(captured, DataColumn), faults);
            }
        });
        return new ShapedEvent(person, occurredAt, data, faults.Faults, DeadReason(message, captured, person));
    }

    private string? DeadReason(OutboxMessage message, JsonElement captured, ResolvedPerson person)
    {
        if (captured.ValueKind != JsonValueKind.Object)
        {
            return $"{RowErrors.CaptureUnreadable}: the captured values are not a JSON object";
        }

        if (person.IsNobody)
        {
            return $"{RowErrors.PersonMissing}: the row names no person";
        }

        if (message.EventId is not { Length: > 0 and <= Core.Events.EventId.MaxLength })
        {
            return $"{RowErrors.EventIdInvalid}: the event id is missing or longer than {Core.Events.EventId.MaxLength} characters";
        }

        return Fields is null && EventName.Wrong(message.EventName, EventName.MaxBytes) is { } wrong
            ? $"{RowErrors.EventNameInvalid}: the feed's event has a name which {wrong}"
            : null;
    }

    private DateTime OccurredAt(OutboxMessage message, DateTimeZone defaultZone, FaultLog faults)
    {
        if (!HasTime)
        {
            return Milliseconds(message.CreatedAt);
        }

        var zone = (message.OccurredAtZone is { } name ? LocalTime.ZoneOf(name) : null) ?? defaultZone;
        // Before 1970 lie no unix seconds, and Customer.io takes the time of arrival for what is none: an order of 1900-01-01,
        // which is SQL Server's empty date, would start campaigns unseen.
        if (message.OccurredAtRaw is { } raw && LocalTime.Read(raw, zone) is { } time && time >= DateTime.UnixEpoch)
        {
            return Milliseconds(time);
        }

        faults.Add(RowErrors.NoOccurredAt, "occurred_at", "missing, not a time, or before 1970; the time of capture was taken");
        return Milliseconds(message.CreatedAt);
    }

    private static DateTime Milliseconds(DateTime utc) =>
        new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
