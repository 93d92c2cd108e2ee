using Outbox.Core.Errors;

namespace Outbox.Stores;

/// <summary>The database could not do it now and may a moment later: locked, restarting, a lost connection. Try again.</summary>
public sealed class StoreBusyException(string message, Exception inner) : Exception(message, inner)
{
    /// <summary>The same for whoever does not try again; null where nothing better can be said.</summary>
    public OutboxException? WhenFinal { get; init; }
}
