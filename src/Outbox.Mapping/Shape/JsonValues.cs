using System.Text.Encodings.Web;
using System.Text.Json;
using Outbox.Mapping.Capture;

namespace Outbox.Mapping.Shape;

/// <summary>Columns that hold JSON themselves: taken as they are, without the white space.</summary>
internal static class JsonValues
{
    /// <summary>Escapes as the item does, in which the value goes: only what JSON must.</summary>
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, Field field, JsonElement value, FaultLog faults)
    {
        // An object or array: the engine took the text for JSON already. Read again all the same, for its depth.
        var text = RawText.Of(value);
        using var inner = RawJson.Parse(text, RawJson.MaxInnerDepth);
        if (inner is null && text?.Length >= (field.Target == FieldTarget.Attribute ? LongValues.OfAttributes : LongValues.OfEvents))
        {
            // Only its beginning was read. As an attribute it is left out; in event data it makes the item too large, and the row
            // is dead with that reason.
            if (field.Target == FieldTarget.Attribute)
            {
                faults.Add(RowErrors.AttributeLimit, field.Path, $"JSON longer than {AttributeLimits.ValueBytes} bytes, left out");
                json.WriteNullValue();
            }
            else
            {
                json.WriteStringValue(text);
            }

            return;
        }

        if (inner is null)
        {
            faults.Add(RowErrors.NotJson, field.Path, $"the value is not JSON of at most {RawJson.MaxInnerDepth} levels");
            json.WriteNullValue();
            return;
        }

        if (inner.WasBroken)
        {
            faults.AddBrokenText(field.Path);
        }

        if (field.Target == FieldTarget.Attribute
            && JsonSerializer.SerializeToUtf8Bytes(inner.Root, Relaxed).Length > AttributeLimits.ValueBytes)
        {
            faults.Add(RowErrors.AttributeLimit, field.Path, $"JSON longer than {AttributeLimits.ValueBytes} bytes, left out");
            json.WriteNullValue();
            return;
        }

        inner.Root.WriteTo(json);
    }
}
