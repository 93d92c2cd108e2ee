using System.Text.Json;

namespace Outbox.Mapping.Shape;

/// <summary>The data column of a feed: a JSON object whose members become the event's data.</summary>
internal static class FeedData
{
    /// <summary>Writes the members, a name once (its last value, as JSON readers have it), without those that lint would refuse.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement value, FaultLog faults)
    {
        if (RawText.IsNull(value))
        {
            return;
        }

        using var data = RawJson.Parse(RawText.Of(value), RawJson.MaxInnerDepth);
        if (data?.Root.ValueKind != JsonValueKind.Object)
        {
            faults.Add(RowErrors.NotJson, "properties", $"the feed's data is not a JSON object of at most {RawJson.MaxInnerDepth} levels");
            return;
        }

        if (data.WasBroken)
        {
            faults.AddBrokenText("properties");
        }

        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in data.Root.EnumerateObject())
        {
            if (!written.Add(member.Name))
            {
                continue;
            }

            if (EventName.IsReservedData(member.Name))
            {
                faults.Add(RowErrors.BadName, AttributeLimits.Shown(member.Name), "reserved by Customer.io, left out");
                continue;
            }

            json.WritePropertyName(member.Name);
            data.Root.GetProperty(member.Name).WriteTo(json);
        }
    }
}
