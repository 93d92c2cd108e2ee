namespace Outbox.Dispatcher;

/// <summary>What stopped the dispatcher, for whoever makes an exit code of it.</summary>
public sealed class DispatcherFailure
{
    private Exception? _exception;

    /// <summary>The error; null where nothing failed.</summary>
    public Exception? Exception => Volatile.Read(ref _exception);

    /// <summary>Keeps the first error: the others follow from it.</summary>
    internal bool TrySet(Exception exception) => Interlocked.CompareExchange(ref _exception, exception, null) is null;
}
