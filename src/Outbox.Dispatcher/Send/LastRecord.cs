namespace Outbox.Dispatcher.Send;

/// <summary>The recording of a track's last answer: one at a time.</summary>
internal sealed class LastRecord
{
    private Task<bool> _record = Task.FromResult(true);

    /// <summary>Whether it has come to its end.</summary>
    public bool IsOver => _record.IsCompleted;

    /// <summary>Takes the next one; the one before is over.</summary>
    public void Begin(Task<bool> record) => _record = record;

    /// <summary>Waits for it.</summary>
    /// <returns>Whether all lanes were still held; also where there was nothing to record.</returns>
    public Task<bool> IsHeldAsync() => _record;
}
