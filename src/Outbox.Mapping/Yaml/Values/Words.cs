using Outbox.Core.Messages;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Yaml.Values;

/// <summary>Reads the values that are one of a few words.</summary>
internal static class Words
{
    private static readonly Dictionary<string, Delivery> Deliveries = new(StringComparer.Ordinal)
    {
        ["shadow"] = Core.Messages.Delivery.Shadow,
        ["live"] = Core.Messages.Delivery.Live,
        ["off"] = Core.Messages.Delivery.Off,
        ["paused"] = Core.Messages.Delivery.Paused,
    };

    private static readonly Dictionary<string, ConversionKind> Conversions = new(StringComparer.Ordinal)
    {
        ["cents"] = ConversionKind.Cents,
        ["timestamp"] = ConversionKind.Timestamp,
        ["date"] = ConversionKind.Date,
        ["boolean"] = ConversionKind.Boolean,
        ["phone"] = ConversionKind.Phone,
        ["email"] = ConversionKind.Email,
        ["text"] = ConversionKind.Text,
        ["number"] = ConversionKind.Number,
        ["json"] = ConversionKind.Json,
    };

    private static readonly Dictionary<string, DeletionAction> DeletionActions = new(StringComparer.Ordinal)
    {
        ["suppress"] = DeletionAction.Suppress,
        ["delete"] = DeletionAction.Delete,
        ["ignore"] = DeletionAction.Ignore,
    };

    private static readonly Dictionary<string, UnknownPolicy> UnknownPolicies = new(StringComparer.Ordinal)
    {
        ["send_first"] = UnknownPolicy.SendFirst,
        ["require"] = UnknownPolicy.Require,
        ["send"] = UnknownPolicy.Send,
    };

    private static readonly Dictionary<string, TimeSpan> Periods = new(StringComparer.Ordinal)
    {
        ["minute"] = TimeSpan.FromMinutes(1),
        ["hour"] = TimeSpan.FromHours(1),
        ["day"] = TimeSpan.FromDays(1),
        ["week"] = TimeSpan.FromDays(7),
    };

    private static readonly Dictionary<string, bool> Flags = new(StringComparer.Ordinal) { ["true"] = true, ["false"] = false };

    public static IEnumerable<string> DeliveryWords => Deliveries.Keys;

    public static IEnumerable<string> ConversionWords => Conversions.Keys;

    public static IEnumerable<string> DeletionWords => DeletionActions.Keys;

    public static IEnumerable<string> UnknownWords => UnknownPolicies.Keys;

    public static IEnumerable<string> PeriodWords => Periods.Keys;

    public static Delivery? Delivery(Element element) => Read(element, Deliveries);

    public static ConversionKind? Conversion(Element element) => Read(element, Conversions);

    public static DeletionAction? Deletion(Element element) => Read(element, DeletionActions);

    public static UnknownPolicy? Unknown(Element element) => Read(element, UnknownPolicies);

    public static TimeSpan? Period(Element element) => Read(element, Periods);

    public static bool? Flag(Element element) => Read(element, Flags);

    /// <summary>The meaning of the element's word; null after a finding where it is none of them.</summary>
    public static T? Read<T>(Element element, IReadOnlyDictionary<string, T> words) where T : struct
    {
        if (element.Text() is not { } text)
            return null;
        if (words.TryGetValue(text, out var meaning))
            return meaning;
        element.Report(
            LintCodes.UnknownWord, $"{element.Name.Quoted()} cannot be {text.Quoted()}.",
            NearestName.Mend(text, words.Keys, $"Write one of: {string.Join(", ", words.Keys)}."));
        return null;
    }
}
