using System.Globalization;
using System.Text;
using System.Text.Json;
using Outbox.Dispatcher.Plan;
using Outbox.Dispatcher.Read;
using Outbox.Mapping.Preview;
using Outbox.Stores;

namespace Outbox.Cli.Preview;

/// <summary>Puts rows and what the dispatcher would make of them side by side.</summary>
internal static class Previewer
{
    /// <summary>The most that an application's clock may be ahead of the database's.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Rehearses rows, one by one, so that what shaping left out of a person is told of that person; a person who comes with
    /// several rows is shown once.
    /// </summary>
    public static async Task<(IReadOnlyList<PreviewedItem> Items, IReadOnlyList<UnsentRow> Unsent)> RunAsync(
        IPlanReader reader, Rules rules, PreviewSource source, IReadOnlyList<SourceRow> rows, CancellationToken cancellationToken)
    {
        var items = new List<PreviewedItem>();
        var unsent = new List<UnsentRow>();
        foreach (var row in rows)
        {
            var rehearsal = await Rehearsal.OfAsync(reader, rules, [row.Message], cancellationToken);
            var shown = items.Where(item => item.Action != "event").Select(item => item.PersonId).ToHashSet(StringComparer.Ordinal);
            items.AddRange(rehearsal.Plan.Parcels.SelectMany(WithWhatFollows)
                .Select(parcel => parcel is EventParcel e ? Event(e, row, source, rehearsal) : Identify(parcel, rehearsal))
                .Where(item => item.Action == "event" || !shown.Contains(item.PersonId)));
            unsent.AddRange(rehearsal.Plan.Closed.Select(outcome => new UnsentRow(
                row.Message.EventId ?? row.Message.PersonKey ?? "", outcome.Status.ToString().ToLowerInvariant(), outcome.Reason ?? "")));
        }

        return (items, unsent);
    }

    private static IEnumerable<Parcel> WithWhatFollows(Parcel parcel)
    {
        for (var next = parcel; next is not null; next = (next as IdentifyParcel)?.Then)
        {
            yield return next;
        }
    }

    private static PreviewedItem Event(EventParcel parcel, SourceRow row, PreviewSource source, Rehearsal rehearsal)
    {
        using var json = JsonDocument.Parse(parcel.Item.Json);
        var root = json.RootElement;
        var saved = rehearsal.Plan.Save.First(s => s.Row == parcel.Row);
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
                .. rehearsal.Plan.Faults.Where(f => f.Row == parcel.Row && f.CapturedBy != PeopleFault.CapturedBy).Select(Note),
                .. Ahead(saved.OccurredAt, rehearsal.Now),
                .. parcel.Late is { } late ? [new PreviewNote(late[..6], late[8..] + ": starts no campaign")] : Array.Empty<PreviewNote>(),
            ]);
    }

    private static IEnumerable<PreviewNote> Ahead(DateTime? occurredAt, DateTime now)
    {
        if (occurredAt is { } at && at - now > ClocksDiffer)
        {
            yield return new PreviewNote(
                PreviewErrors.InTheFuture.Id,
                string.Create(CultureInfo.InvariantCulture, $"the event lies {(at - now).TotalHours:F1} hours ahead: is the time zone of its column right?"));
        }
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

    private static PreviewedItem Identify(Parcel parcel, Rehearsal rehearsal) => new(
        "identify",
        parcel.PersonId,
        null,
        null,
        null,
        null,
        parcel.Item.Json.Length,
        Encoding.UTF8.GetString(parcel.Item.Json.Span),
        [.. rehearsal.Plan.Faults.Where(f => f.CapturedBy == PeopleFault.CapturedBy).Select(Note)]);

    private static PreviewNote Note(RecordedFault fault) => new(fault.Code, $"{fault.Field}: {fault.Detail}");
}
