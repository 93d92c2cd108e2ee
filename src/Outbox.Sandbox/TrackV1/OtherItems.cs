using System.Text.Json;
using Outbox.Sandbox.Actions;

namespace Outbox.Sandbox.TrackV1;

/// <summary>Merges, reports about messages, and manual segments.</summary>
internal static class OtherItems
{
    /// <summary><c>POST /api/v1/merge_customers</c>.</summary>
    public static V1Item Merge(JsonElement body) => V1Item.Write("person", "merge", json =>
    {
        V1Item.Copy(json, body, "primary", "primary");
        V1Item.Copy(json, body, "secondary", "secondary");
    });

    /// <summary><c>POST /api/v1/metrics</c>.</summary>
    public static V1Item Metric(JsonElement body) => Metric(body, "metric", ["recipient", "reason", "href"], MetricAction.OfMessage);

    /// <summary><c>POST /api/v1/push/events</c>.</summary>
    public static V1Item PushMetric(JsonElement body) => Metric(body, "event", ["device_id"], MetricAction.OfPush);

    /// <summary><c>POST /api/v1/segments/{segment_id}/add_customers</c> and <c>…/remove_customers</c>.</summary>
    /// <param name="segment">The segment's number.</param>
    /// <param name="idType">What the ids are.</param>
    /// <param name="adds">Which of the two.</param>
    /// <param name="body">The body.</param>
    public static V1Item Segment(string segment, string idType, bool adds, JsonElement body)
    {
        var action = new SegmentAction(adds);
        return V1Item.Write("segment", action.Name, json =>
        {
            json.WriteString("segment_id", segment);
            json.WriteString("id_type", idType);
            V1Item.Copy(json, body, "ids", "ids");
        }, action);
    }

    /// <summary><c>POST /unsubscribe/{delivery_id}</c>.</summary>
    public static V1Item Unsubscribe(string delivery, JsonElement body) => V1Item.Write("delivery", "unsubscribe", json =>
    {
        json.WriteStartObject("identifiers");
        json.WriteString("id", delivery);
        json.WriteEndObject();
        V1Item.Copy(json, body, "unsubscribe", "unsubscribe");
    }, new UnsubscribeAction());

    private static V1Item Metric(JsonElement body, string name, string[] attributes, MetricAction action) => V1Item.Write("delivery", "event", json =>
    {
        json.WriteStartObject("identifiers");
        V1Item.Copy(json, body, "delivery_id", "id");
        json.WriteEndObject();
        V1Item.Copy(json, body, name, "name");
        V1Item.Copy(json, body, "timestamp", "timestamp");
        json.WriteStartObject("attributes");
        foreach (var attribute in attributes)
            V1Item.Copy(json, body, attribute, attribute == "device_id" ? "device_token" : attribute);
        json.WriteEndObject();
    }, action);
}
