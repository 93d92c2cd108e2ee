using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Outbox.Sandbox.Track;

/// <summary>What the Track API takes as the attributes of a person and as the data of an event.</summary>
internal static class AttributeRule
{
    private const string UpdateOnly = "_update";

    /// <summary>The attributes of an identify; <paramref name="updateOnly"/> is its <c>_update</c>.</summary>
    public static List<SentAttribute> OfPerson(ItemReader item, out bool updateOnly)
    {
        updateOnly = false;
        var sent = new List<SentAttribute>();
        if (!TryObject(item, out var attributes))
            return sent;

        foreach (var attribute in attributes.EnumerateObject())
        {
            var name = attribute.Name;
            if (name == UpdateOnly)
            {
                if (attribute.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                    item.Refuse(TrackError.Invalid($"attributes.{name}", "`_update` must be true or false."));
                updateOnly = attribute.Value.ValueKind == JsonValueKind.True;
                continue;
            }

            CheckName(item, name);
            CheckValue(item, attribute);
            sent.Add(new(name, item.Slice(attribute.Value)));
        }

        if (sent.Count > TrackLimits.Attributes)
            item.Refuse(TrackError.Invalid("attributes", $"{sent.Count} attributes; at most {TrackLimits.Attributes} are taken."));
        return sent;
    }

    /// <summary>
    /// The attributes of an object. A limit of their values is not published: only the item's size holds. "Pass null or an empty
    /// string to remove an attribute" (Track OpenAPI).
    /// </summary>
    public static List<SentAttribute> OfObject(ItemReader item)
    {
        var sent = new List<SentAttribute>();
        if (!TryObject(item, out var attributes))
            return sent;

        foreach (var attribute in attributes.EnumerateObject())
        {
            CheckName(item, attribute.Name);
            var empty = attribute.Value.ValueKind == JsonValueKind.String && attribute.Value.ValueEquals("");
            sent.Add(new(attribute.Name, empty ? SentAttribute.Null : item.Slice(attribute.Value)));
        }

        return sent;
    }

    /// <summary>The data of an event: names are held to the limits, values only to the item's size.</summary>
    public static ReadOnlyMemory<byte> OfEvent(ItemReader item)
    {
        if (!TryObject(item, out var attributes))
            return default;

        foreach (var attribute in attributes.EnumerateObject())
        {
            CheckName(item, attribute.Name);
            if (attribute.Name is "recipient" or "from_address" or "reply_to")
                item.Warn($"`attributes.{attribute.Name}` redirects the messages that this event starts.");
        }

        return item.Slice(attributes);
    }

    private static bool TryObject(ItemReader item, out JsonElement attributes)
    {
        if (!item.TryField("attributes", out attributes))
            return false;
        if (attributes.ValueKind == JsonValueKind.Object)
            return true;
        item.Refuse(TrackError.Invalid("attributes", "`attributes` must be an object."));
        return false;
    }

    private static void CheckName(ItemReader item, string name)
    {
        if (name.Length == 0)
            item.Refuse(TrackError.Invalid("attributes", "An attribute's name must not be empty."));
        else if (name[0] == '_')
            item.Refuse(TrackError.Invalid($"attributes.{name}", "Names that begin with `_` are reserved."));
        else if (Encoding.UTF8.GetByteCount(name) > TrackLimits.AttributeNameBytes)
            item.Refuse(TrackError.Invalid($"attributes.{name}", $"The name is longer than {TrackLimits.AttributeNameBytes} bytes."));
    }

    private static void CheckValue(ItemReader item, JsonProperty attribute)
    {
        var raw = JsonMarshal.GetRawUtf8Value(attribute.Value);
        if (raw.Length <= TrackLimits.AttributeValueBytes)
            return;

        var bytes = attribute.Value.ValueKind == JsonValueKind.String
            ? Encoding.UTF8.GetByteCount(attribute.Value.GetString()!)
            : raw.Length;
        if (bytes > TrackLimits.AttributeValueBytes)
        {
            // Customer.io's own words, as integrators quote them.
            item.Refuse(TrackError.Invalid(
                $"attributes.{attribute.Name}", $"property value cannot be longer than {TrackLimits.AttributeValueBytes} bytes"));
        }
    }
}
