using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Query;

/// <summary>People in the form of the App API.</summary>
internal static class AppJson
{
    public static byte[] Object(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>"This object contains cio_id plus each enabled identifier. Each of these can be null" (App OpenAPI).</summary>
    public static void WriteIdentifiers(Utf8JsonWriter json, Person person, string? name, WorkspaceSettings settings)
    {
        if (name is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        json.WriteString("cio_id", person.CioId);
        json.WriteString("id", person.Id);
        json.WriteString("email", person.Email);
        if (settings.PhoneIdentifier)
            json.WriteString("phone", person.Phone);
        json.WriteEndObject();
    }

    /// <summary><c>GET /v1/customers/{id}/attributes</c>: every value is a text, as in the example of the App OpenAPI.</summary>
    public static void WriteAttributes(Utf8JsonWriter json, Person person, WorkspaceState state)
    {
        json.WriteStartObject("customer");
        json.WriteString("id", person.Id ?? "");
        WriteIdentifiers(json, person, "identifiers", state.Settings);
        json.WriteStartObject("attributes");
        foreach (var (name, value) in person.Attributes.All().OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
            json.WriteString(name, Text(value));
        if (person.Id is not null)
            json.WriteString("id", person.Id);
        json.WriteString("cio_id", person.CioId);
        json.WriteEndObject();
        json.WriteStartObject("timestamps");
        foreach (var (name, stamp) in person.Attributes.Stamps().OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
            json.WriteNumber(name, stamp);
        json.WriteEndObject();
        json.WriteBoolean("unsubscribed", IsUnsubscribed(person));
        json.WriteStartArray("devices");
        foreach (var device in person.Devices.Values)
        {
            json.WriteStartObject();
            json.WriteString("id", device.Token);
            json.WriteString("platform", device.Platform);
            json.WriteNumber("last_used", device.LastUsed);
            json.WritePropertyName("attributes");
            json.WriteRawValue(device.Attributes.IsEmpty ? "{}"u8 : device.Attributes.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary><c>GET /v1/customers/{id}/segments</c>: the manual ones.</summary>
    public static void WriteSegments(Utf8JsonWriter json, Person person, WorkspaceState state)
    {
        json.WriteStartArray("segments");
        foreach (var segment in state.Segments.Of(person))
        {
            json.WriteStartObject();
            json.WriteNumber("id", segment);
            json.WriteString("name", $"Segment {segment}");
            json.WriteString("type", "manual");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>"We support any case of true, 1, or "1" to represent unsubscribed. Any other value is considered false" (Track OpenAPI).</summary>
    private static bool IsUnsubscribed(Person person) => person.Attributes.All()
        .Any(attribute => attribute.Name == "unsubscribed" && Text(attribute.Json) is { } text
            && (text.Equals("true", StringComparison.OrdinalIgnoreCase) || text == "1"));

    private static string Text(ReadOnlyMemory<byte> json)
    {
        var element = JsonElement.Parse(json.Span);
        return element.ValueKind == JsonValueKind.String ? element.GetString()! : Encoding.UTF8.GetString(json.Span);
    }
}
