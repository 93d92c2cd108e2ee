namespace Outbox.Core.Messages;

/// <summary>Live rows go before backfill.</summary>
public enum Priority
{
    /// <summary>Written by a trigger or a schedule as it happened.</summary>
    Live = 0,

    /// <summary>History.</summary>
    Backfill = 1,
}
