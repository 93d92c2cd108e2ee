using System.Text.Json;
using Outbox.Sandbox.Actions;

namespace Outbox.Sandbox.TrackV1;

/// <summary>The calls below <c>/api/v1/customers/</c>.</summary>
internal static class CustomerItems
{
    /// <summary>The items of a call; null where there is no such address.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The parts of the path behind <c>customers/</c>.</param>
    /// <param name="body">The body; an empty object where there is none.</param>
    public static IReadOnlyList<V1Item>? Of(string method, string[] path, JsonElement body) => (method, path) switch
    {
        ("PUT", [var id]) => IdentifyItems.Of(id, body),
        ("DELETE", [var id]) => [Plain(id, "delete")],
        ("POST", [var id, "suppress"]) => [Plain(id, "suppress")],
        ("POST", [var id, "unsuppress"]) => [Plain(id, "unsuppress")],
        ("POST", [var id, "events"]) => [Event(id, body)],
        ("PUT", [var id, "devices"]) => [AddDevice(id, body)],
        ("DELETE", [var id, "devices", var token]) => [DeleteDevice(id, token)],
        _ => null,
    };

    /// <summary><c>POST /api/v1/events</c>.</summary>
    public static V1Item AnonymousEvent(JsonElement body) => V1Item.Write("person", KindOf(body), json =>
    {
        V1Item.Copy(json, body, "anonymous_id", "anonymous_id");
        EventMembers(json, body);
    }, new AnonymousEventAction(KindOf(body)));

    private static V1Item Plain(string id, string action) => V1Item.Write("person", action, json => V1Person.Write(json, V1Person.Read(id)));

    private static V1Item Event(string id, JsonElement body) => V1Item.Write("person", KindOf(body), json =>
    {
        V1Person.Write(json, V1Person.Read(id));
        EventMembers(json, body);
    });

    /// <summary>"If your event isn't a page or screen type event, we automatically set this property to event" (Track OpenAPI).</summary>
    private static string KindOf(JsonElement body) =>
        body.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() is "page" or "screen"
            ? type.GetString()!
            : "event";

    private static void EventMembers(Utf8JsonWriter json, JsonElement body)
    {
        V1Item.Copy(json, body, "name", "name");
        V1Item.Copy(json, body, "id", "id");
        V1Item.Copy(json, body, "timestamp", "timestamp");
        V1Item.Copy(json, body, "data", "attributes");
    }

    private static V1Item AddDevice(string id, JsonElement body) => V1Item.Write("person", "add_device", json =>
    {
        V1Person.Write(json, V1Person.Read(id));
        if (!body.TryGetProperty("device", out var device) || device.ValueKind != JsonValueKind.Object)
            return;
        json.WriteStartObject("device");
        V1Item.Copy(json, device, "id", "token");
        foreach (var member in device.EnumerateObject().Where(member => member.Name != "id"))
            member.WriteTo(json);
        json.WriteEndObject();
    });

    private static V1Item DeleteDevice(string id, string token) => V1Item.Write("person", "delete_device", json =>
    {
        V1Person.Write(json, V1Person.Read(id));
        json.WriteStartObject("device");
        json.WriteString("token", token);
        json.WriteEndObject();
    });
}
