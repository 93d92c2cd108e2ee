using System.Text;
using System.Text.Json;

namespace Outbox.Sandbox.Track;

/// <summary>What names an object: its type and its id.</summary>
internal readonly record struct ObjectIdentifier(string Type, string Id)
{
    public override string ToString() => $"{Type}:{Id}";

    /// <summary>Reads <c>{ object_type_id, object_id }</c>.</summary>
    public static ObjectIdentifier Read(ItemReader item, JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            item.Refuse(TrackError.Invalid(field, $"`{field}` must be an object with `object_type_id` and `object_id`."));
            return default;
        }

        return new(Text(item, value, field, "object_type_id"), Text(item, value, field, "object_id"));
    }

    private static string Text(ItemReader item, JsonElement value, string field, string name)
    {
        var path = $"{field}.{name}";
        var text = !value.TryGetProperty(name, out var found) ? null : found.ValueKind switch
        {
            JsonValueKind.String => found.GetString(),
            JsonValueKind.Number => found.GetRawText(),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(text))
            item.Refuse(TrackError.Required(path, $"`{path}` is required."));
        else if (Encoding.UTF8.GetByteCount(text) > TrackLimits.IdentifierBytes)
            item.Refuse(TrackError.Invalid(path, $"`{path}` is longer than {TrackLimits.IdentifierBytes} bytes."));
        return text ?? "";
    }
}
