using System.Text;
using System.Text.Json;

namespace Outbox.Mapping.Shape;

/// <summary>Columns that hold JSON themselves: taken as they are, without the white space.</summary>
internal static class JsonValues
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, Field field, JsonElement value, FaultLog faults)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            // The engine took the text for JSON already.
            Write(json, field, value.GetRawText(), faults);
        }
        else
        {
            Write(json, field, RawText.Of(value)!, faults);
        }
    }

    private static void Write(Utf8JsonWriter json, Field field, string text, FaultLog faults)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (field.Target == FieldTarget.Attribute && Encoding.UTF8.GetByteCount(text) > AttributeLimits.ValueBytes)
            {
                faults.Add(RowErrors.AttributeLimit, field.Name, $"JSON longer than {AttributeLimits.ValueBytes} bytes, left out");
                json.WriteNullValue();
                return;
            }

            json.WriteRawValue(JsonSerializer.Serialize(document.RootElement, ShapeJson.Relaxed));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            faults.Add(RowErrors.NotJson, field.Name, "the value is not JSON");
            json.WriteNullValue();
        }
    }
}
