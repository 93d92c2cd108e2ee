using System.Globalization;
using System.Text.Json;

namespace Outbox.Mapping.Shape;

/// <summary>Looks into raw JSON values without throwing.</summary>
internal static class RawText
{
    /// <summary>The member of an object, without regard to case; undefined where there is none.</summary>
    public static JsonElement Member(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        if (element.TryGetProperty(name, out var exact))
        {
            return exact;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return default;
    }

    /// <summary>Whether there is no value.</summary>
    public static bool IsNull(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>The value as text: of a string its content, of anything else its JSON. Null for no value.</summary>
    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    /// <summary>The text of a string or a number; null for anything else, which names nobody.</summary>
    public static string? OfScalar(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Of(value) : null;

    /// <summary>The value as an exact number; from a JSON number or a text.</summary>
    public static bool TryDecimal(JsonElement value, out decimal number)
    {
        number = 0;
        return value.ValueKind is JsonValueKind.Number or JsonValueKind.String
            && decimal.TryParse(Of(value), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
