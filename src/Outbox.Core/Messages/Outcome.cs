namespace Outbox.Core.Messages;

/// <summary>What became of a row: a status that closes it and, unless it was sent, the reason.</summary>
/// <param name="MessageId">The row.</param>
/// <param name="Status">Sent, dead or skipped; never pending.</param>
/// <param name="Reason">A code of the error registry's row reasons, with detail after a colon; null where sent in time.</param>
public sealed record Outcome(long MessageId, MessageStatus Status, string? Reason)
{
    /// <summary>Accepted by Customer.io; with a reason where it came late.</summary>
    public static Outcome Sent(long messageId, string? late = null) => new(messageId, MessageStatus.Sent, late);

    /// <summary>Refused for good.</summary>
    public static Outcome Dead(long messageId, string reason) => new(messageId, MessageStatus.Dead, reason);

    /// <summary>Not to be sent.</summary>
    public static Outcome Skipped(long messageId, string reason) => new(messageId, MessageStatus.Skipped, reason);
}
