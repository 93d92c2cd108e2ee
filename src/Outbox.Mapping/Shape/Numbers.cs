using System.Text.Json;

namespace Outbox.Mapping.Shape;

/// <summary>Numbers keep their digits: a JSON number is passed on as it was written, never through a double.</summary>
internal static class Numbers
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, Field field, JsonElement value, FaultLog faults)
    {
        if (value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()))
        {
            json.WriteRawValue(value.GetRawText());
        }
        else if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            json.WriteNumberValue(value.GetBoolean() ? 1 : 0);
        }
        else if (RawText.TryDecimal(value, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            faults.Add(RowErrors.NotANumber, field.Name, "the value is not a number");
            json.WriteNullValue();
        }
    }
}
