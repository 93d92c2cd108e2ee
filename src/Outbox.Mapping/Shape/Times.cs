using System.Globalization;
using System.Text.Json;

namespace Outbox.Mapping.Shape;

/// <summary>Times: ISO-8601 UTC in event data; unix seconds in attributes, since Customer.io's time conditions read nothing else.</summary>
internal static class Times
{
    /// <summary>Writes an instant.</summary>
    public static void WriteTimestamp(Utf8JsonWriter json, Field field, JsonElement value, FaultLog faults)
    {
        if (Read(field, value, faults) is not { } instant)
        {
            json.WriteNullValue();
        }
        else if (field.Target == FieldTarget.Attribute)
        {
            json.WriteNumberValue(UnixSeconds(instant));
        }
        else
        {
            json.WriteStringValue(instant.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes a calendar date: the date as it stands, in no zone.</summary>
    public static void WriteDate(Utf8JsonWriter json, Field field, JsonElement value, FaultLog faults)
    {
        var text = RawText.Of(value)!.Trim();
        if (!LocalTime.IsTime(text)
            || !DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            faults.Add(RowErrors.NotATime, field.Path, "the value is not a date");
            json.WriteNullValue();
        }
        else if (field.Target == FieldTarget.Attribute)
        {
            json.WriteNumberValue(UnixSeconds(date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)));
        }
        else
        {
            json.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Whole seconds since 1970, cut towards the past.</summary>
    public static long UnixSeconds(DateTime utc) => new DateTimeOffset(utc).ToUnixTimeSeconds();

    private static DateTime? Read(Field field, JsonElement value, FaultLog faults)
    {
        var instant = LocalTime.Read(RawText.Of(value)!, field.Zone);
        if (instant is null)
        {
            faults.Add(RowErrors.NotATime, field.Path, "the value is not a time of the years 1 to 9999");
        }

        return instant;
    }
}
