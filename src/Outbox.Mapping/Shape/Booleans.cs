using System.Text.Json;

namespace Outbox.Mapping.Shape;

/// <summary>true and false in the ways in which shops store them.</summary>
internal static class Booleans
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, Field field, JsonElement value, FaultLog faults)
    {
        switch (RawText.Of(value)!.Trim().ToLowerInvariant())
        {
            case "true" or "1" or "y" or "yes" or "t":
                json.WriteBooleanValue(true);
                break;
            case "false" or "0" or "n" or "no" or "f":
                json.WriteBooleanValue(false);
                break;
            default:
                faults.Add(RowErrors.NotABoolean, field.Path, "the value is none of 1, 0, true, false, yes, no, y, n, t, f");
                json.WriteNullValue();
                break;
        }
    }
}
