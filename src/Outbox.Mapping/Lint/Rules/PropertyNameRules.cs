using System.Text;
using Outbox.Mapping.Lint.Walk;

namespace Outbox.Mapping.Lint.Rules;

/// <summary>The names of properties and attributes.</summary>
internal static class PropertyNameRules
{
    // Customer.io's limit, bytes of UTF-8.
    private const int LongestName = 150;

    // Keys of event data that redirect the message.
    private static readonly HashSet<string> MessageKeys = ["recipient", "from_address", "reply_to"];

    // Keys of a person that are identifiers or structures of their own.
    private static readonly HashSet<string> PersonKeys =
        ["id", "cio_id", "cio_relationships"];

    public static Finding? IsSnakeCase(PropertyUse use) => SnakeCase.Is(use.Name) || use.Name.StartsWith('_')
        ? null
        : Finding.Error(
            LintCodes.NotSnakeCase, use.At, use.Path, $"The {use.Noun} {use.Name.Quoted()} is not snake_case.",
            use.Rename(SnakeCase.Of(use.Name) is { Length: > 0 } better ? better.Shortened() : "order_count"));

    public static Finding? IsNotReserved(PropertyUse use)
    {
        var why = use switch
        {
            _ when use.Name.StartsWith('_') => "begins with '_', which Customer.io keeps for itself",
            { Place: PropertyPlace.EventData } when MessageKeys.Contains(use.Name) => "would redirect the messages that the event starts",
            { Place: PropertyPlace.Attribute } when PersonKeys.Contains(use.Name) => "has a meaning of its own at Customer.io",
            _ => null,
        };
        return why is null ? null : Finding.Error(
            LintCodes.ReservedName, use.At, use.Path, $"The {use.Noun} {use.Name.Quoted()} {why}.",
            use.Rename($"shop_{use.Name.TrimStart('_').Shortened()}"));
    }

    public static Finding? IsNotBareStatus(PropertyUse use) => use.Name != "status"
        ? null
        : Finding.Error(
            LintCodes.BareStatus, use.At, use.Path, $"The {use.Noun} 'status' does not say whose status it is.",
            use.Rename("order_status"));

    public static Finding? Fits(PropertyUse use) => Encoding.UTF8.GetByteCount(use.Name) <= LongestName
        ? null
        : Finding.Error(
            LintCodes.NameTooLong, use.At, use.Path,
            $"The {use.Noun} {use.Name.Quoted()} has {Encoding.UTF8.GetByteCount(use.Name)} bytes; Customer.io takes {LongestName}.",
            "Choose a shorter name.");
}
