namespace Outbox.Dispatcher;

/// <summary>What stopped the dispatcher, for whoever makes an exit code of it.</summary>
public sealed class DispatcherFailure
{
    /// <summary>The error; null where nothing failed.</summary>
    public Exception? Exception { get; internal set; }
}
