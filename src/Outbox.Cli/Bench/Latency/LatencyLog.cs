using System.Buffers.Text;

namespace Outbox.Cli.Bench.Latency;

/// <summary>When each order was committed and when its event was accepted, on one clock.</summary>
/// <param name="time">The clock.</param>
/// <param name="first">The first order's number.</param>
/// <param name="orders">How many, at most.</param>
internal sealed class LatencyLog(TimeProvider time, int first, int orders)
{
    private static readonly byte[] Key = "\"order_id\":"u8.ToArray();

    private readonly long[] _committed = new long[orders];
    private readonly long[] _accepted = new long[orders];
    private int _written;
    private int _arrived;

    /// <summary>The first order's number.</summary>
    public int First => first;

    /// <summary>How many orders there are.</summary>
    public int Orders => orders;

    /// <summary>Whether every committed order's event was accepted.</summary>
    public bool IsComplete => Volatile.Read(ref _arrived) >= Volatile.Read(ref _written);

    /// <summary>Orders written.</summary>
    public int Written => Volatile.Read(ref _written);

    /// <summary>Notes an order: its commit has just returned.</summary>
    public void Committed(int order)
    {
        Volatile.Write(ref _committed[order - first], time.GetTimestamp());
        Interlocked.Increment(ref _written);
    }

    /// <summary>Notes events: their request was just answered.</summary>
    public void Accepted(IEnumerable<ReadOnlyMemory<byte>> items)
    {
        var now = time.GetTimestamp();
        foreach (var item in items)
        {
            var at = item.Span.IndexOf(Key);
            if (at >= 0 && Utf8Parser.TryParse(item.Span[(at + Key.Length)..], out int order, out _) && order >= first && order - first < orders)
            {
                Volatile.Write(ref _accepted[order - first], now);
                Interlocked.Increment(ref _arrived);
            }
        }
    }

    /// <summary>Milliseconds from commit to acceptance, in order; one that was accepted before its commit had returned counts as nought.</summary>
    public double[] Milliseconds() =>
    [
        .. Enumerable.Range(0, orders)
            .Where(order => _committed[order] != 0 && _accepted[order] != 0)
            .Select(order => Math.Max(0, time.GetElapsedTime(_committed[order], _accepted[order]).TotalMilliseconds))
            .Order(),
    ];

    /// <summary>A percentile of sorted values, by the nearest rank.</summary>
    public static double Percentile(IReadOnlyList<double> sorted, double percent) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Count) - 1, 0, sorted.Count - 1)];
}
