using Outbox.Core.Messages;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>The keys that events, schedules and feeds share.</summary>
internal sealed record EventSettings(
    Delivery Delivery,
    string TriggerSource,
    bool StrictOrder,
    string? Owner,
    string? Description,
    Expectation? Expect)
{
    public static EventSettings Read(Section section) => new(
        section.Optional("delivery", Words.Delivery, Delivery.Shadow),
        section.Optional("trigger_source", Scalars.TriggerSource) ?? "sql",
        section.Optional("strict_order", Words.Flag, false),
        section.Optional("owner", Scalars.Text),
        section.Optional("description", Scalars.Text),
        section.Optional("expect", ReadExpectation));

    private static Expectation? ReadExpectation(Element element)
    {
        if (element.Section() is not { } section)
            return null;
        var atLeast = section.Optional("at_least", Scalars.Count, 1);
        var every = section.Required<object>("every", e => Words.Period(e), "every: day");
        section.Close();
        return every is TimeSpan period ? new Expectation(atLeast, period) : null;
    }
}
