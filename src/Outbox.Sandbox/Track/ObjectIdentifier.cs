using System.Text;
using System.Text.Json;

namespace Outbox.Sandbox.Track;

/// <summary>What names an object: its type and its id, or what Customer.io itself calls it.</summary>
/// <param name="Type">The object type's number; empty with a <paramref name="CioObjectId"/>.</param>
/// <param name="Id">The object's id; empty with a <paramref name="CioObjectId"/>.</param>
/// <param name="CioObjectId">"A unique value that Customer.io sets for an object when you create it" (Track OpenAPI): updates only.</param>
internal readonly record struct ObjectIdentifier(string Type, string Id, string? CioObjectId = null)
{
    public static ObjectIdentifier OfCio(string cioObjectId) => new("", "", cioObjectId);

    public override string ToString() => CioObjectId is null ? $"{Type}:{Id}" : $"cio_object_id '{CioObjectId}'";

    /// <summary>Reads <c>{ object_type_id, object_id }</c> or <c>{ cio_object_id }</c>.</summary>
    public static ObjectIdentifier Read(ItemReader item, JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            item.Refuse(TrackError.Invalid(field, $"`{field}` must be an object with `object_type_id` and `object_id`, or with `cio_object_id`."));
            return default;
        }

        if (!value.TryGetProperty("cio_object_id", out _))
            return new(Text(item, value, field, "object_type_id"), Text(item, value, field, "object_id"));

        if (value.GetPropertyCount() > 1)
            item.Refuse(TrackError.Invalid(field, $"`{field}` must hold `cio_object_id` alone, or `object_type_id` and `object_id`."));
        return OfCio(Text(item, value, field, "cio_object_id"));
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
