using System.Diagnostics.Metrics;
using Outbox.Dispatcher;

namespace Outbox.Cli.Bench.Drain;

/// <summary>Counts the rows that dispatchers of this process have closed, as their own counter tells once that is recorded.</summary>
internal sealed class ClosedRows : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _left;

    /// <summary>Begins to count.</summary>
    /// <param name="rows">How many are waited for.</param>
    public ClosedRows(int rows)
    {
        _left = rows;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Telemetry.MeterName && instrument.Name == "outbox.dispatcher.rows")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, rows, _, _) =>
        {
            if (Interlocked.Add(ref _left, -rows) <= 0)
            {
                _done.TrySetResult();
            }
        });
        _listener.Start();
    }

    /// <summary>Ends when all are closed.</summary>
    public Task Done => _done.Task;

    /// <summary>Rows that are not closed yet.</summary>
    public long Left => Interlocked.Read(ref _left);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
