using Outbox.Core.Errors;
using Outbox.Stores;

namespace Outbox.Dispatcher.Send;

/// <summary>What passes by itself, so that a dispatcher at work waits for it: a busy database, and one that is away for a while.</summary>
internal static class Passing
{
    /// <summary>Whether to wait and try again. Whoever starts a dispatcher is told of an unreachable server before.</summary>
    public static bool Is(Exception error) =>
        error is StoreBusyException || (error is OutboxException { Code: var code } && code == StoreErrors.Unreachable);
}
