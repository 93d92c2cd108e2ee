using System.Text;
using Outbox.Core.Errors;
using Outbox.Core.Events;
using Outbox.CustomerIo;

namespace Outbox.Dispatcher.Plan;

/// <summary>Makes the item of an event. Pure, so that a row sent again has the same bytes.</summary>
public static class EventItem
{
    /// <summary>UTF-8 bytes of an event's name that Customer.io takes.</summary>
    public const int MaxNameBytes = 100;

    /// <summary>When the fact happened, UTC; the time of capture where the mapping names none.</summary>
    public static DateTime OccurredAt(PersonalRow row) => row.Message.OccurredAt ?? row.Shaped?.OccurredAt ?? row.Message.CreatedAt;

    /// <summary>The item; where there can be none, null and the code of the reason.</summary>
    /// <param name="source">The namespace of the ids.</param>
    /// <param name="row">The event.</param>
    /// <param name="sentAs">The name to send it under.</param>
    /// <param name="wrong">Why there is none.</param>
    /// <param name="maxBytes">Bytes that it may have.</param>
    public static TrackItem? Make(string source, PersonalRow row, string sentAs, out ErrorCode? wrong, int maxBytes = TrackItem.MaxBytes)
    {
        var message = row.Message;
        var name = message.EventName ?? "";
        wrong = string.IsNullOrWhiteSpace(name) || Encoding.UTF8.GetByteCount(sentAs) > MaxNameBytes ? RowReasons.EventNameLength
            : message.EventId is not { } id || !id.StartsWith(name + ':', StringComparison.Ordinal) ? RowReasons.EventIdWrong
            : null;
        if (wrong is not null)
        {
            return null;
        }

        // What is sent under another name has ids of that name; a rehearsal has ids of its own: the live event after it must not be taken for its duplicate.
        var sentId = sentAs == name ? message.EventId! : EventId.Rename(message.EventId!, name, sentAs);
        var item = TrackItem.Event(
            row.PersonId,
            sentAs,
            EventUlid.Derive(source, sentId),
            Stamp.UnixSeconds(OccurredAt(row)),
            message.Properties ?? row.Shaped?.PropertiesJson ?? "{}");
        if (item.Json.Length <= maxBytes)
        {
            return item;
        }

        wrong = RowReasons.ItemTooLarge;
        return null;
    }
}
