using System.Globalization;
using System.Text.RegularExpressions;
using Outbox.Core.Messages;
using Outbox.Core.People;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Shape;

namespace Outbox.Mapping.Yaml.Values;

/// <summary>Reads single values that have a form of their own.</summary>
internal static partial class Scalars
{
    private const int LongestPrefix = 50;

    public static string? Text(Element element) => element.Text();

    /// <summary>A whole number of 1 or more.</summary>
    public static int? Count(Element element)
    {
        if (element.Text() is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
            return number;
        element.Report(
            LintCodes.BadValue, $"{element.Name.Quoted()} is {text.Quoted()}, which is no whole number of 1 or more.",
            "Write a number such as 1.");
        return null;
    }

    /// <summary>The format's version: 1.</summary>
    public static string? Version(Element element)
    {
        if (element.Text() is not { } text)
            return null;
        if (text == "1")
            return text;
        element.Report(LintCodes.UnknownVersion, $"This program does not know version {text.Quoted()} of the mapping.", "Write `version: 1`.");
        return null;
    }

    /// <summary>The namespace of the ids; hyphens allowed.</summary>
    public static string? Source(Element element) => Matching(element, SourceName(), "begin with a letter and have lower-case letters, digits, '-' and '_' only");

    /// <summary>The system that owns an event's name.</summary>
    public static string? TriggerSource(Element element) => Matching(element, SystemName(), "be snake_case, such as sql or web");

    /// <summary>An event's name as Customer.io shows it: any characters, as Customer.io trims and counts them.</summary>
    public static string? SentAs(Element element)
    {
        if (element.Text() is not { } text)
            return null;
        if (EventName.Wrong(text, EventName.MaxBytes - ShadowName.Prefix.Length) is not { } wrong)
            return text;
        element.Report(LintCodes.BadValue, $"{element.Name.Quoted()} is {text.Quoted()}, which {wrong}.", "Write the name as the journeys have it, such as Order Completed.");
        return null;
    }

    /// <summary>What stands before the key in a person's id.</summary>
    public static string? Prefix(Element element)
    {
        if (element.Scalar() is not { } scalar)
            return null;
        var text = scalar.Value;
        if (text.StartsWith(GuestId.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            element.Report(
                LintCodes.BadPrefix, $"The prefix begins with {GuestId.Prefix}, which is how the ids of guests begin.",
                "Choose another prefix, such as cust_.");
            return null;
        }

        if (text.Length <= LongestPrefix && PrefixText().IsMatch(text))
            return text;
        element.Report(
            LintCodes.BadPrefix, $"The prefix {text.Quoted()} cannot begin a person's id.",
            $"Use up to {LongestPrefix} letters, digits, '_', '-' and '.'.");
        return null;
    }

    private static string? Matching(Element element, Regex form, string rule)
    {
        if (element.Text() is not { } text || form.IsMatch(text))
            return element.Text();
        element.Report(LintCodes.NotSnakeCase, $"{element.Name.Quoted()} is {text.Quoted()}: it must {rule}.", $"Write for example {Suggestion(text)}.");
        return null;
    }

    private static string Suggestion(string text) => SnakeCase.Of(text) is { Length: > 0 } name ? name.Quoted() : "'shop'";

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]*\z")]
    private static partial Regex SourceName();

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z")]
    private static partial Regex SystemName();

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]*\z")]
    private static partial Regex PrefixText();
}
