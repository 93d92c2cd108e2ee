using System.Text.Json;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Shape;

/// <summary>The attributes that people change at Customer.io themselves.</summary>
public static class OptOutAttributes
{
    /// <summary>Set when a person clicks the unsubscribe link.</summary>
    public const string Unsubscribed = "unsubscribed";

    /// <summary>What a person chose in the subscription center: <c>{"topics":{"topic_1":false}}</c>, and <c>channels</c>.</summary>
    public const string Preferences = "cio_subscription_preferences";

    /// <summary>Whether it is one of them.</summary>
    public static bool Has(string attribute) => attribute is Unsubscribed or Preferences;

    /// <summary>How such an attribute is read, whatever the mapping says: what is neither true nor false is no opt-out.</summary>
    internal static Conversion Conversion(string attribute, Conversion mapped) => attribute switch
    {
        Unsubscribed => new Conversion(ConversionKind.Boolean),
        Preferences => new Conversion(ConversionKind.Json),
        _ => mapped,
    };

    /// <summary>The fault of choices that are neither true nor false, which are not sent; null where there are none.</summary>
    internal static ShapeFault? FaultOf(string attributesJson)
    {
        if (!attributesJson.Contains("\"cio_subscription_preferences\":", StringComparison.Ordinal))
        {
            return null;
        }

        using var attributes = JsonDocument.Parse(attributesJson);
        return attributes.RootElement.TryGetProperty(Preferences, out var value) && value.ValueKind != JsonValueKind.Null && !IsReadable(value)
            ? new ShapeFault(RowErrors.NotABoolean, Preferences, "what stands under topics and channels is true or false")
            : null;
    }

    private static bool IsReadable(JsonElement value) => value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().All(part => part.Value.ValueKind == JsonValueKind.Object
            && part.Value.EnumerateObject().All(choice => choice.Value.ValueKind is JsonValueKind.True or JsonValueKind.False));
}
