namespace Outbox.Dispatcher.Send;

/// <summary>
/// The items of a track that share the doubt of an answer that is not understood, until each has an answer of its own: as long
/// as there are any, a success beside them is no end of the trouble.
/// </summary>
internal sealed class Doubt(Endpoint endpoint) : IDisposable
{
    private int _items;

    /// <summary>A request was not understood: its items go again in halves.</summary>
    public void Begin(int items) => Set(Math.Max(_items, items));

    /// <summary>Items have an answer, or are set aside.</summary>
    public void End(int items) => Set(Math.Max(0, _items - items));

    /// <inheritdoc/>
    public void Dispose() => Set(0);

    private void Set(int items)
    {
        var was = _items > 0;
        _items = items;
        if (was != _items > 0)
        {
            endpoint.NoteDoubt(isThere: !was);
        }
    }
}
