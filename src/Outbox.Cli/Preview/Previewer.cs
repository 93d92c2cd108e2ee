using System.Text;
using System.Text.Json;
using Outbox.Core.Messages;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Preview;
using Outbox.Stores;

namespace Outbox.Cli.Preview;

/// <summary>Puts rows and what the dispatcher would make of them side by side.</summary>
internal static class Previewer
{
    /// <summary>The report of some rows.</summary>
    public static (IReadOnlyList<PreviewedItem> Items, IReadOnlyList<UnsentRow> Unsent) Report(
        PreviewSource source, IReadOnlyList<SourceRow> rows, Rehearsal rehearsal)
    {
        var byId = rows.ToDictionary(row => row.Message.MessageId);
        var faults = rehearsal.Plan.Faults;
        var items = rehearsal.Plan.Parcels.Select(parcel => parcel switch
        {
            EventParcel e => Event(e, byId[e.MessageId], source, rehearsal),
            var other => Identify(other, [.. faults.Where(f => f.CapturedBy == PeopleFault.CapturedBy && BelongsTo(f, other)).Select(Note)]),
        });
        var unsent = rehearsal.Plan.Closed.Select(outcome => new UnsentRow(
            Name(byId[outcome.MessageId].Message), outcome.Status.ToString().ToLowerInvariant(), outcome.Reason ?? ""));
        return ([.. items], [.. unsent]);

        // Of several people a fault without a row is anybody's; a touch's row says whose.
        static bool BelongsTo(RecordedFault fault, Parcel parcel) => fault.MessageId is not { } id || parcel.MessageIds.Contains(id);
    }

    private static PreviewedItem Event(EventParcel parcel, SourceRow row, PreviewSource source, Rehearsal rehearsal)
    {
        using var json = JsonDocument.Parse(parcel.Item.Json);
        var root = json.RootElement;
        var saved = rehearsal.Plan.Save.First(s => s.MessageId == parcel.MessageId);
        return new PreviewedItem(
            "event",
            parcel.PersonId,
            row.Message.EventId,
            root.GetProperty("name").GetString(),
            root.GetProperty("id").GetString(),
            saved.OccurredAt,
            parcel.Item.Json.Length,
            Encoding.UTF8.GetString(parcel.Item.Json.Span),
            [
                .. Shown(row, source),
                .. rehearsal.Plan.Faults.Where(f => f.MessageId == parcel.MessageId && f.CapturedBy != PeopleFault.CapturedBy).Select(Note),
                .. parcel.Late is { } late ? [new PreviewNote(late[..6], late[8..] + ": starts no campaign")] : Array.Empty<PreviewNote>(),
            ]);
    }

    private static IEnumerable<PreviewNote> Shown(SourceRow row, PreviewSource source)
    {
        var code = PreviewErrors.NotAsWritten.Id;
        if (!row.PassesWhere)
        {
            yield return new PreviewNote(code, "the row does not pass `where`: a write to it would be no such event");
        }

        if (!row.ShowsFact)
        {
            yield return new PreviewNote(code, "today's row does not show the event: it has not happened, or other writes came after it");
        }

        if (source.NeedsTheRowBefore)
        {
            yield return new PreviewNote(code, "values before the write (`before: true`) are null here: only the write itself knows them");
        }
    }

    private static PreviewedItem Identify(Parcel parcel, IReadOnlyList<PreviewNote> warnings) => new(
        "identify", parcel.PersonId, null, null, null, null, parcel.Item.Json.Length, Encoding.UTF8.GetString(parcel.Item.Json.Span), warnings);

    private static PreviewNote Note(RecordedFault fault) => new(fault.Code, $"{fault.Field}: {fault.Detail}");

    private static string Name(OutboxMessage message) => message.EventId ?? message.PersonKey ?? "?";
}
