using System.Text.Json;
using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary>An <c>event</c> of type <c>delivery</c>: what became of a message.</summary>
/// <param name="names">The metrics that may be reported.</param>
/// <param name="needsDevice">Whether the device must be told.</param>
internal sealed class MetricAction(IReadOnlyCollection<string> names, bool needsDevice) : ITrackAction
{
    /// <summary>v2's: "opened, converted, delivered", with <c>device_token</c> required (Track OpenAPI, "Delivery: Event").</summary>
    public static MetricAction OfEntity { get; } = new(["opened", "converted", "delivered"], needsDevice: true);

    /// <summary>v1's push metrics, and its universal ones (Track OpenAPI, <c>/api/v1/push/events</c> and <c>/api/v1/metrics</c>).</summary>
    public static MetricAction OfPush { get; } = new(["opened", "converted", "delivered"], needsDevice: false);

    /// <summary>v1's universal metrics.</summary>
    public static MetricAction OfMessage { get; } = new(
        ["bounced", "clicked", "converted", "deferred", "delivered", "dropped", "opened", "spammed"], needsDevice: false);

    public string Name => "event";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers", "name", "timestamp", "attributes"];

    public ITrackCall Read(ItemReader item)
    {
        if (!item.TryField("identifiers", "id", out var id) || id.ValueKind is not JsonValueKind.String || string.IsNullOrWhiteSpace(id.GetString()))
            item.Refuse(TrackError.Required("identifiers.id", "The delivery's id is required."));
        var name = item.Text("name");
        if (item.Error is null && !names.Contains(name))
            item.Refuse(TrackError.Invalid("name", $"The metric is '{name}'; it must be one of {string.Join(", ", names)}."));

        var device = Text(item, "device_token");
        if (needsDevice && device is null)
            item.Refuse(TrackError.Required("attributes.device_token", "`attributes.device_token` is required."));
        return new MetricCall(
            item.Error is null ? id.GetString()! : "", name, item.UnixSeconds("timestamp"), device,
            Text(item, "recipient"), Text(item, "reason"), Text(item, "href"));
    }

    private static string? Text(ItemReader item, string name) => item.TryField("attributes", name, out var value) ? value.ToString() : null;
}

/// <summary>A report about a message.</summary>
/// <param name="DeliveryId">The message.</param>
/// <param name="Metric">What became of it.</param>
/// <param name="Timestamp">Unix seconds; null = the time of arrival.</param>
/// <param name="Device">The device's token; null where none was told.</param>
/// <param name="Recipient">Who received it; null where nobody was told.</param>
/// <param name="Reason">Why it failed; null where none was told.</param>
/// <param name="Href">What was clicked; null where nothing was told.</param>
internal sealed record MetricCall(
    string DeliveryId, string Metric, long? Timestamp, string? Device, string? Recipient, string? Reason, string? Href) : ITrackCall
{
    public Effect Apply(WorkspaceState state, ItemRecord item)
    {
        state.Metrics.Add(new(this, item));
        return PersonOf(state) is { } person
            ? Effect.Applied(person, Metric)
            : Effect.Applied("no message is sent from here, and nobody is its recipient: the report stands by itself");
    }

    /// <summary>Whom the report names by e-mail, by id or by their device; null for nobody.</summary>
    public Person? PersonOf(WorkspaceState state) =>
        (Recipient is null ? null : state.People.Find(new(IdentifierKind.Email, Recipient)) ?? state.People.Find(new(IdentifierKind.Id, Recipient)))
        ?? (Device is null ? null : state.People.All.After(0).FirstOrDefault(person => person.Devices.ContainsKey(Device)));
}
