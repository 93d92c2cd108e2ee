using System.Text.Json;
using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary>
/// <c>POST /unsubscribe/{delivery_id}</c>: "sets a person's unsubscribed attribute to true, attributes their unsubscribe request to
/// the […] delivery" (Track OpenAPI). No message is sent from here, so a delivery's person is whom an earlier report names.
/// </summary>
internal sealed class UnsubscribeAction : ITrackAction
{
    public string Name => "unsubscribe";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers", "unsubscribe"];

    public ITrackCall Read(ItemReader item)
    {
        _ = item.TryField("identifiers", "id", out var id);
        if (!item.TryField("unsubscribe", out var yes) || yes.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            item.Refuse(TrackError.Invalid("unsubscribe", "`unsubscribe` must be true or false."));
        return new Call(id.ToString(), yes.ValueKind == JsonValueKind.True);
    }

    private sealed record Call(string DeliveryId, bool Yes) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            var person = state.Metrics.NewestFirst().Where(metric => metric.Call.DeliveryId == DeliveryId)
                .Select(metric => metric.Call.PersonOf(state)).FirstOrDefault(found => found is not null);
            if (!Yes)
                return Effect.Ignored("`unsubscribe` is false", person);
            if (person is null)
                return Effect.Ignored($"no report named the person of the delivery '{DeliveryId}'");

            state.People.Set(person, [new("unsubscribed", "true"u8.ToArray())], item.ArrivedAt / 1000);
            return Effect.Applied(person, $"unsubscribed by the delivery '{DeliveryId}'");
        }
    }
}
