namespace Outbox.Core.Messages;

/// <summary>What became of a row: a status that closes it and, unless it was sent, the reason.</summary>
/// <param name="Row">The row.</param>
/// <param name="Status">Sent, dead or skipped; never pending.</param>
/// <param name="Reason">A code of the error registry's row reasons, with detail after a colon; null where sent in time.</param>
public sealed record Outcome(RowKey Row, MessageStatus Status, string? Reason)
{
    /// <summary>The row's number.</summary>
    public long MessageId => Row.MessageId;

    /// <summary>Accepted by Customer.io; with a reason where it came late.</summary>
    public static Outcome Sent(RowKey row, string? late = null) => new(row, MessageStatus.Sent, late);

    /// <summary>Refused for good.</summary>
    public static Outcome Dead(RowKey row, string reason) => new(row, MessageStatus.Dead, reason);

    /// <summary>Not to be sent.</summary>
    public static Outcome Skipped(RowKey row, string reason) => new(row, MessageStatus.Skipped, reason);
}
