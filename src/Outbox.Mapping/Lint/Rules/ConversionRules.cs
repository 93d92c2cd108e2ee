using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Rules;

/// <summary>Conversions that do not go with their settings or their names.</summary>
internal static class ConversionRules
{
    // What Customer.io itself reads in a person's attributes.
    private static readonly Dictionary<string, (ConversionKind Kind, string Word)> KnownAttributes = new(StringComparer.Ordinal)
    {
        ["created_at"] = (ConversionKind.Timestamp, "timestamp"),
        ["unsubscribed"] = (ConversionKind.Boolean, "boolean"),
        ["cio_subscription_preferences"] = (ConversionKind.Json, "json"),
        ["phone"] = (ConversionKind.Phone, "phone"),
    };

    public static Finding? SettingsAreUsed(PropertyUse use)
    {
        var idle = use.Conversion switch
        {
            { Currency: not null, Kind: not ConversionKind.Cents } => ("currency", "as: cents"),
            { Region: not null, Kind: not ConversionKind.Phone } => ("region", "as: phone"),
            { Zone: not null, Kind: not (ConversionKind.Auto or ConversionKind.Timestamp or ConversionKind.Date) } => ("zone", "as: timestamp"),
            _ => default((string Key, string With)?),
        };
        return idle is not { } found ? null : Finding.Error(
            LintCodes.IdleSetting, use.At, use.Path, $"The {use.Noun} {use.Name.Quoted()} has a {found.Key} that its conversion does not use.",
            $"Write `{found.With}` beside it, or take the {found.Key} out.");
    }

    public static Finding? KnownAttributesHaveTheirType(PropertyUse use)
    {
        if (use.Place != PropertyPlace.Attribute
            || use.Conversion is not { } conversion || !KnownAttributes.TryGetValue(use.Name, out var wanted) || conversion.Kind == wanted.Kind)
            return null;
        return Finding.Error(
            LintCodes.AttributeType, use.At, use.Path, $"Customer.io reads the attribute {use.Name.Quoted()} as a {wanted.Word}, and nothing makes it one.",
            $"Write `as: {wanted.Word}` beside the column.");
    }
}
