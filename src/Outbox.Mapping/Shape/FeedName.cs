using System.Text;
using Outbox.Core.Messages;

namespace Outbox.Mapping.Shape;

/// <summary>Names that come from a feed's rows, where lint could not see them.</summary>
internal static class FeedName
{
    private static readonly string[] Reserved = ["recipient", "from_address", "reply_to"];

    /// <summary>Whether an event may have it.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 }
        && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        && Encoding.UTF8.GetByteCount(name) <= 100
        && !name.StartsWith(ShadowName.Prefix, StringComparison.Ordinal);

    /// <summary>Whether a key of event data would redirect the message or is Customer.io's own.</summary>
    public static bool IsReservedData(string name) => name.StartsWith('_') || Reserved.Contains(name);
}
