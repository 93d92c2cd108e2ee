using System.Text;
using Outbox.Core.Messages;

namespace Outbox.Mapping.Shape;

/// <summary>
/// Names of events as Customer.io takes them: "up to 100 bytes, any characters", trimmed. Journeys have names such as
/// <c>Order Completed</c> and <c>product.viewed</c> already; snake_case is the advice for new ones.
/// </summary>
internal static class EventName
{
    /// <summary>UTF-8 bytes of a name.</summary>
    public const int MaxBytes = 100;

    private static readonly string[] Redirecting = ["recipient", "from_address", "reply_to"];

    /// <summary>Whether an event may have it.</summary>
    public static bool IsValid(string? name) => Wrong(name, MaxBytes) is null;

    /// <summary>What is wrong with a name, to follow "which"; null where nothing is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="maxBytes">UTF-8 bytes that it may have.</param>
    public static string? Wrong(string? name, int maxBytes) => name switch
    {
        null or "" => "is empty",
        _ when name.AsSpan().Trim().Length != name.Length => "begins or ends with a blank: Customer.io trims it",
        _ when name.Any(char.IsControl) => "holds a control character",
        _ when name[0] == '_' => "begins with '_', which Customer.io keeps for itself",
        _ when name.StartsWith(ShadowName.Prefix, StringComparison.Ordinal) => $"begins with {ShadowName.Prefix}, as the names of rehearsed events do",
        _ when Encoding.UTF8.GetByteCount(name) > maxBytes => $"has {Encoding.UTF8.GetByteCount(name)} bytes, more than {maxBytes}",
        _ => null,
    };

    /// <summary>Whether a key of event data would redirect the message or is Customer.io's own.</summary>
    public static bool IsReservedData(string name) => name.StartsWith('_') || Redirecting.Contains(name);
}
