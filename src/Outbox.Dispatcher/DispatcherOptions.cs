using Outbox.Core.Errors;
using Outbox.Dispatcher.Plan;

namespace Outbox.Dispatcher;

/// <summary>How the dispatcher works: the settings <c>Outbox:Dispatch:*</c>.</summary>
public sealed class DispatcherOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Outbox:Dispatch";

    /// <summary>The most rows of a read.</summary>
    internal const int MaxReadSize = 10_000;

    /// <summary>Rows of a read, 1 to 10,000.</summary>
    public int ReadSize { get; set; } = 1_000;

    /// <summary>Items of a request, 1 to 1,000. Customer.io documents no limit; others send 100 at most.</summary>
    public int BatchItems { get; set; } = 100;

    /// <summary>
    /// Bytes of an item, 1,000 to 32,768: Customer.io writes "32kb", which is taken for 32 × 1,024. Less leaves a margin for whoever
    /// takes it for 32,000.
    /// </summary>
    public int ItemBytes { get; set; } = CustomerIo.TrackItem.MaxBytes;

    /// <summary>Requests at the same time, 1 to 64. A person's rows never travel in two of them.</summary>
    public int Parallelism { get; set; } = 4;

    /// <summary>Requests a second, 1 to 10,000: of all dispatchers of the outbox together.</summary>
    public int RatePerSecond { get; set; } = 100;

    /// <summary>How often a request is sent again before its rows are read anew, 1 to 100; they stay pending either way.</summary>
    public int TriesPerRead { get; set; } = 5;

    /// <summary>
    /// The longest that a change of a person's attributes waits behind changes before it, zero to 5 minutes. The first goes at
    /// once, the next after a second, and so on, each wait twice the one before. Events do not wait for it.
    /// </summary>
    public TimeSpan TouchSpacing { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The shortest wait after a failure.</summary>
    public TimeSpan BackoffMin { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait after a failure, unless Customer.io asks for more.</summary>
    public TimeSpan BackoffMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The shortest wait after a read that found nothing.</summary>
    public TimeSpan IdleMin { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest wait after reads that found nothing: what an idle dispatcher adds to an event's latency.</summary>
    public TimeSpan IdleMax { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the mapping and the event types' delivery are kept before they are read again.</summary>
    public TimeSpan RulesAge { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a lane stays with a dispatcher that no longer answers, 1 s to 1 h: what a crash adds to its events' latency. It is
    /// renewed every sixth of it.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long after Customer.io accepted a person somebody is merged into them, zero to 1 day. Customer.io says of no time; a
    /// merge that comes too early does nothing, and says so nowhere.
    /// </summary>
    public TimeSpan MergeDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Rows that may die within <see cref="BrakeWindow"/>, 1 to 1,000,000: from so many on, and where they are
    /// <see cref="BrakePercent"/> of the rows settled, sending is held, and the others stay pending.
    /// </summary>
    public int BrakeRows { get; set; } = 50;

    /// <summary>The share of rows that may die, 1 to 100 per cent.</summary>
    public int BrakePercent { get; set; } = 20;

    /// <summary>How long a row counts, 1 s to 1 h.</summary>
    public TimeSpan BrakeWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether each schedule fires when the dispatcher starts, due or not.</summary>
    public bool SchedulesAtStart { get; set; }

    /// <summary>How often the log says what was done, at most.</summary>
    public TimeSpan SummaryEvery { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Makes the waits repeatable; null for others each time.</summary>
    public int? JitterSeed { get; set; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="OutboxException">OBX470: a setting is out of range.</exception>
    public void Validate()
    {
        Range(nameof(ReadSize), ReadSize, 1, MaxReadSize);
        Range(nameof(BatchItems), BatchItems, 1, 1_000);
        Range(nameof(ItemBytes), ItemBytes, 1_000, CustomerIo.TrackItem.MaxBytes);
        Range(nameof(Parallelism), Parallelism, 1, 64);
        Range(nameof(RatePerSecond), RatePerSecond, 1, 10_000);
        Range(nameof(TriesPerRead), TriesPerRead, 1, 100);
        Range(nameof(TouchSpacing), TouchSpacing, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Range(nameof(BackoffMin), BackoffMin, TimeSpan.FromMilliseconds(1), BackoffMax);
        Range(nameof(BackoffMax), BackoffMax, BackoffMin, TimeSpan.FromHours(1));
        Range(nameof(IdleMin), IdleMin, TimeSpan.FromMilliseconds(1), IdleMax);
        Range(nameof(IdleMax), IdleMax, IdleMin, TimeSpan.FromMinutes(1));
        Range(nameof(RulesAge), RulesAge, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Range(nameof(Lease), Lease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(nameof(MergeDelay), MergeDelay, TimeSpan.Zero, TimeSpan.FromDays(1));
        Range(nameof(BrakeRows), BrakeRows, 1, 1_000_000);
        Range(nameof(BrakePercent), BrakePercent, 1, 100);
        Range(nameof(BrakeWindow), BrakeWindow, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(nameof(SummaryEvery), SummaryEvery, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
    }

    private static void Range<T>(string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new OutboxException(
                RowReasons.Setting, $"{value} is out of range.", $"{Section}:{name}", $"Set it to a value from {least} to {most}.");
        }
    }
}
