using System.Text.Json;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.TrackV1;

/// <summary><c>PUT /api/v1/customers/{identifier}</c>: one identify, and one more item where relations end.</summary>
internal static class IdentifyItems
{
    public static IReadOnlyList<V1Item> Of(string identifier, JsonElement body)
    {
        var path = V1Person.Read(identifier);

        // "If your request includes a cio_id, we'll attempt to update that person, including any identifiers in the request."
        var byBody = body.TryGetProperty("cio_id", out var cioId) && cioId.ValueKind == JsonValueKind.String && cioId.GetString() is { Length: > 0 };
        var who = byBody ? new PersonIdentifier(IdentifierKind.CioId, cioId.GetString()!) : path;
        var relations = body.TryGetProperty("cio_relationships", out var value) && value.ValueKind == JsonValueKind.Object ? value : default;
        var ends = relations.ValueKind == JsonValueKind.Object && relations.TryGetProperty("action", out var action)
            && action.ValueKind == JsonValueKind.String && action.ValueEquals("delete_relationships");

        var identify = V1Item.Write("person", "identify", json =>
        {
            V1Person.Write(json, who);
            V1Item.Copy(json, body, "_timestamp", "timestamp");
            json.WriteStartObject("attributes");
            var name = PersonIdentifier.NameOf(path.Kind);
            if (byBody && path.Kind != IdentifierKind.CioId && !body.TryGetProperty(name, out _))
                json.WriteString(name, path.Value);
            foreach (var attribute in body.EnumerateObject().Where(attribute => attribute.Name is not ("_timestamp" or "cio_id" or "cio_relationships")))
                attribute.WriteTo(json);
            json.WriteEndObject();
            if (!ends)
                V1Item.Copy(json, relations, "relationships", "cio_relationships");
        });
        if (!ends)
            return [identify];

        return [identify, V1Item.Write("person", "delete_relationships", json =>
        {
            V1Person.Write(json, who);
            V1Item.Copy(json, relations, "relationships", "cio_relationships");
        })];
    }

    /// <summary><c>POST /api/v1/forms/{form_id}/submit</c>: "if the person who submitted the form does not already exist, we create them (like an identify request)".</summary>
    public static (V1Item? Item, string? Error) OfForm(JsonElement body)
    {
        if (!body.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
            return (null, "`data` is required.");
        var id = Text(data, "id");
        var email = Text(data, "email");
        if (id is null == email is null)
            return (null, "`data` must hold one of `id` and `email`, and only one.");
        if (data.EnumerateObject().FirstOrDefault(field => field.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) is { Value.ValueKind: not JsonValueKind.Undefined } wrong)
            return (null, $"`data.{wrong.Name}` must be a string.");

        return (V1Item.Write("person", "identify", json =>
        {
            V1Person.Write(json, id is not null ? new(IdentifierKind.Id, id) : new(IdentifierKind.Email, email!));
            json.WriteStartObject("attributes");
            foreach (var field in data.EnumerateObject().Where(field => field.Name is not ("id" or "email" or "form_id" or "form_name" or "form_type" or "form_url" or "form_url_param")))
                field.WriteTo(json);
            json.WriteEndObject();
        }), null);
    }

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
