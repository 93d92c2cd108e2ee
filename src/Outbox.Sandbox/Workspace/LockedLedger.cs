namespace Outbox.Sandbox.Workspace;

/// <summary>One lock around the ledger, for requests that come in together.</summary>
/// <param name="create">Makes an empty ledger.</param>
internal sealed class LockedLedger(Func<Ledger> create)
{
    private readonly Lock _gate = new();
    private Ledger _ledger = create();

    public T Read<T>(Func<Ledger, T> read)
    {
        lock (_gate)
        {
            return read(_ledger);
        }
    }

    public void Write(Action<Ledger> write)
    {
        lock (_gate)
        {
            write(_ledger);
        }
    }

    /// <summary>Starts afresh.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _ledger = create();
        }
    }
}
