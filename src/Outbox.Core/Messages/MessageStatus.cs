namespace Outbox.Core.Messages;

/// <summary>Where an outbox row is on its way. A row leaves <see cref="Pending"/> once and for good, unless requeued.</summary>
public enum MessageStatus
{
    /// <summary>To be sent.</summary>
    Pending,

    /// <summary>Accepted by Customer.io.</summary>
    Sent,

    /// <summary>Refused for good; the reason stands beside it.</summary>
    Dead,

    /// <summary>Not to be sent: a duplicate, a type that is off, a person who is gone.</summary>
    Skipped,
}
