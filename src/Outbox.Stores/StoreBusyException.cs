using Outbox.Core.Errors;

namespace Outbox.Stores;

/// <summary>The database could not do it now and may a moment later: locked, restarting, a lost connection. Try again.</summary>
public sealed class StoreBusyException(string message, Exception inner) : Exception(message, inner)
{
    /// <summary>Whether a lock was not got in time, so that other rows can be read meanwhile.</summary>
    public bool IsLocked { get; init; }

    /// <summary>The same for whoever does not try again; null where nothing better can be said.</summary>
    public OutboxException? WhenFinal { get; init; }
}
