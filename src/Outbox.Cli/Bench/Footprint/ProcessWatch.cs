using System.Diagnostics;

namespace Outbox.Cli.Bench.Footprint;

/// <summary>Looks at a process every so often.</summary>
internal sealed class ProcessWatch(int id, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly List<double> _megabytes = [];

    /// <summary>Its working set at each look, in mebibytes.</summary>
    public IReadOnlyList<double> Megabytes => _megabytes;

    /// <summary>Looks until a task has ended.</summary>
    /// <returns>Seconds of processor that it used, and seconds that passed.</returns>
    public async Task<(double Processor, double Passed)> FollowAsync(Task until, CancellationToken cancellationToken)
    {
        using var process = Process.GetProcessById(id);
        var (before, start) = (process.TotalProcessorTime, time.GetTimestamp());
        do
        {
            process.Refresh();
            _megabytes.Add(process.WorkingSet64 / (double)(1 << 20));
            await Task.WhenAny(until, Task.Delay(Every, time, cancellationToken));
        }
        while (!until.IsCompleted);

        await until;
        process.Refresh();
        return ((process.TotalProcessorTime - before).TotalSeconds, time.GetElapsedTime(start).TotalSeconds);
    }
}
