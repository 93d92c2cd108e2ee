using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Query;

/// <summary>Turns records into what a query answers.</summary>
internal static class Views
{
    public static EventEntry Of(EventRecord entry)
    {
        var (call, item) = (entry.Call, entry.Item);
        return new(
            item.Sequence, item.Request, item.ArrivedAt, call.Kind, call.Name, call.Ulid, call.Who?.Value ?? call.AnonymousId ?? "",
            call.Who is { } who ? PersonIdentifier.NameOf(who.Kind) : "anonymous_id", entry.Person?.CioId, entry.Timestamp,
            Json(call.Attributes.IsEmpty ? "{}"u8 : call.Attributes.Span), entry.TimesReceived,
            entry.Person is not null && entry.OwnedSince / 1000 - entry.Timestamp <= TrackLimits.CampaignWindowSeconds);
    }

    public static PersonEntry Of(Person person) => new(
        person.Number, person.CioId, person.Id, person.Email, person.Phone, person.CreatedBy.ArrivedAt,
        person.CreatedBy.Item.Action, person.Events, person.IsDeleted, person.IsSuppressed, person.MergedInto?.CioId,
        person.Attributes.All().OrderBy(attribute => attribute.Name, StringComparer.Ordinal)
            .ToDictionary(attribute => attribute.Name, attribute => Json(attribute.Json.Span)));

    public static ObjectEntry Of(TrackedObject entry) => new(
        entry.Number, entry.CioObjectId, entry.Identifier.Type, entry.Identifier.Id, entry.CreatedBy.ArrivedAt, entry.IsDeleted,
        entry.Attributes.All().OrderBy(attribute => attribute.Name, StringComparer.Ordinal)
            .ToDictionary(attribute => attribute.Name, attribute => Json(attribute.Json.Span)),
        [.. entry.People.OrderBy(person => person.Number).Select(person => person.Id ?? person.CioId)],
        [.. entry.AnonymousIds.Order(StringComparer.Ordinal)]);

    public static PersonDetail Detail(Person person, WorkspaceState state) => new(
        Of(person),
        [.. person.Ids.Select(id => new IdEntry(id.Id, id.By.ArrivedAt, id.By.Sequence))],
        [.. person.Merged.Select(merged => new MergedEntry(merged.Person.CioId, merged.Person.Id, merged.By.ArrivedAt, merged.By.Sequence))],
        [.. person.History.After(0).Select(Of)],
        [.. state.Objects.Of(person).Select(entry => entry.Identifier.ToString())],
        [.. person.Devices.Values.Select(Of)],
        [.. state.Segments.Of(person)]);

    public static DeviceEntry Of(Device device) => new(
        device.Token, device.Platform, device.LastUsed, Json(device.Attributes.IsEmpty ? "{}"u8 : device.Attributes.Span));

    public static MetricEntry Of(DeliveryMetric entry) => new(
        entry.Item.Sequence, entry.Item.Request, entry.Item.ArrivedAt, entry.Call.DeliveryId, entry.Call.Metric,
        entry.Call.Timestamp ?? entry.Item.ArrivedAt / 1000, entry.Call.Device, entry.Call.Recipient, entry.Call.Reason, entry.Call.Href);

    public static ItemEntry Of(ItemRecord record) => new(
        record.Sequence, record.Request, record.Item.Index, record.ArrivedAt, record.Item.Action, record.Effect.Outcome,
        record.Effect.Why, record.Item.Error?.Field, record.Item.Warnings, record.Item.Raw.Length,
        Convert.ToHexStringLower(SHA256.HashData(record.Item.Raw)), Encoding.UTF8.GetString(record.Item.Raw));

    public static RequestEntry Of(RequestRecord record) => new(
        record.Number, record.ArrivedAt, record.Path, record.Status, record.Fault, record.Bytes, record.Sha256,
        record.Items, record.Rejected, record.Method);

    public static SandboxStats Stats(Ledger ledger) => new()
    {
        Requests = ledger.Requests.Total,
        Bytes = ledger.Bytes,
        Items = ledger.Items.Total,
        Applied = ledger.Count(ItemOutcome.Applied),
        Ignored = ledger.Count(ItemOutcome.Ignored),
        Rejected = ledger.Count(ItemOutcome.Rejected),
        Resends = ledger.Count(ItemOutcome.Resend),
        Conflicts = ledger.Count(ItemOutcome.Conflict),
        Warnings = ledger.Warnings.Total,
        Metrics = ledger.State.Metrics.Total,
        Events = ledger.State.Events.All.Total,
        People = ledger.State.People.Count,
        PeopleHighWater = ledger.State.People.HighWater,
        PeopleCreated = ledger.State.People.All.Total,
        EventsByName = new SortedDictionary<string, long>(ledger.State.Events.ByName, StringComparer.Ordinal),
        Answers = ledger.Answers.ToDictionary(pair => $"{pair.Key}", pair => pair.Value),
        Faults = new Dictionary<string, long>(ledger.Faults),
    };

    private static JsonElement Json(ReadOnlySpan<byte> json) => JsonElement.Parse(json);
}
