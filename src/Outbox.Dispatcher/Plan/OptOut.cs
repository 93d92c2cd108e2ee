using System.Text.Json;
using Outbox.Mapping.Shape;

namespace Outbox.Dispatcher.Plan;

/// <summary>
/// An opt-out or its absence: <c>unsubscribed</c>, or a topic or channel of <c>cio_subscription_preferences</c>, named in dot
/// notation, by which Customer.io changes one and keeps the others ("Manage subscription preferences").
/// </summary>
/// <param name="Name">The attribute's name as it is sent.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct OptOut(string Name, bool Value)
{
    /// <summary>Whether a value says that the person wants no messages.</summary>
    public static bool IsOptOut(string name, string value) => name == OptOutAttributes.Unsubscribed
        ? value == "true"
        : name.StartsWith(OptOutAttributes.Preferences, StringComparison.Ordinal) && value == "false";

    /// <summary>What an attribute says; nothing where it says nothing: null, or what is neither true nor false.</summary>
    public static IEnumerable<OptOut> In(JsonProperty attribute)
    {
        if (attribute.Name == OptOutAttributes.Unsubscribed)
        {
            return attribute.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? [new OptOut(attribute.Name, attribute.Value.GetBoolean())]
                : [];
        }

        return attribute.Value.ValueKind != JsonValueKind.Object ? [] :
            from part in attribute.Value.EnumerateObject()
            where part.Value.ValueKind == JsonValueKind.Object
            from choice in part.Value.EnumerateObject()
            where choice.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
            select new OptOut($"{OptOutAttributes.Preferences}.{part.Name}.{choice.Name}", choice.Value.GetBoolean());
    }

    /// <summary>
    /// Whether it travels: where the shop's value is another one than was accepted last. Where none was accepted yet, or it
    /// is not known whether one was, only what says that the person has opted out.
    /// </summary>
    public bool Travels(Baseline accepted, bool isUnsure)
    {
        var text = Value ? "true" : "false";
        return (accepted.Of(Name) is { } last && last != text) || ((isUnsure || accepted.Of(Name) is null) && IsOptOut(Name, text));
    }
}
