namespace Outbox.Dispatcher.Plan;

/// <summary>
/// Counts rows that die against rows that are sent, within a window that moves, and tells when too many die: at least so many
/// rows, and at least such a share of those that were settled. Pure but for what it remembers; not thread-safe.
/// </summary>
/// <param name="rows">The fewest rows that are too many.</param>
/// <param name="percent">The smallest share that is too large, 1 to 100.</param>
/// <param name="window">How long a row counts.</param>
public sealed class DeathShare(int rows, int percent, TimeSpan window)
{
    /// <summary>After a hold that ended by itself a tenth is too many: what it let through must not die in portions.</summary>
    private const int OnProbation = 10;

    private readonly Queue<(DateTimeOffset At, int Sent, int Dead)> _settled = new();
    private int _sent;
    private int _dead;

    /// <summary>Rows that died within the window.</summary>
    public int Dead => _dead;

    /// <summary>Rows that died or were sent within the window.</summary>
    public int Settled => _dead + _sent;

    /// <summary>Counts rows.</summary>
    public void Add(DateTimeOffset now, int sent, int dead)
    {
        Forget(now);
        if (sent + dead > 0)
        {
            _settled.Enqueue((now, sent, dead));
            (_sent, _dead) = (_sent + sent, _dead + dead);
        }
    }

    /// <summary>Whether these would be too many.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sent">Rows sent with them.</param>
    /// <param name="dead">Rows that would die.</param>
    /// <param name="beside">Rows that were read with them and are still to be sent: a read's dead rows are told before the others.</param>
    /// <param name="isOnProbation">Whether sending was held a short while ago and went on by itself.</param>
    public bool IsTooMuch(DateTimeOffset now, int sent, int dead, int beside, bool isOnProbation)
    {
        Forget(now);
        var all = _dead + dead;
        return all >= (isOnProbation ? Math.Max(1, rows / OnProbation) : rows) && all * 100L >= (long)percent * (all + _sent + sent + beside);
    }

    private void Forget(DateTimeOffset now)
    {
        while (_settled.TryPeek(out var first) && now - first.At > window)
        {
            _settled.Dequeue();
            (_sent, _dead) = (_sent - first.Sent, _dead - first.Dead);
        }
    }
}
