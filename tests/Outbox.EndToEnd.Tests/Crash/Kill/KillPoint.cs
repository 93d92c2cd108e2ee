using System.Diagnostics;
using System.Globalization;

namespace Outbox.EndToEnd.Tests.Crash.Kill;

/// <summary>
/// Where a process ends itself with SIGKILL: no handler, no finally, no flush. The steps are those that the product traces.
/// </summary>
/// <param name="Step">The step's name, such as <c>save</c>.</param>
/// <param name="Count">At which of them, from 1.</param>
/// <param name="IsAtEnd">At its end, else at its start.</param>
/// <param name="DelayMicroseconds">So much later, while the process works on; 0 kills at the very point.</param>
internal sealed record KillPoint(string Step, int Count, bool IsAtEnd, int DelayMicroseconds)
{
    private const string Variable = "OUTBOX_TEST_KILL_AT";

    // Kept, or nobody would listen any more.
    private static ActivityListener? _listener;

    /// <summary>What the process was told; null for nothing.</summary>
    public static KillPoint? FromEnvironment() => Environment.GetEnvironmentVariable(Variable)?.Split(' ') is [var step, var count, var end, var delay]
        ? new KillPoint(step, int.Parse(count, CultureInfo.InvariantCulture), end == "end", int.Parse(delay, CultureInfo.InvariantCulture))
        : null;

    /// <summary>The variable that tells a process.</summary>
    public KeyValuePair<string, string> ForEnvironment => KeyValuePair.Create(Variable, ToString());

    /// <summary>As the variable has it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Step} {Count} {(IsAtEnd ? "end" : "start")} {DelayMicroseconds}");

    /// <summary>In the child: listens.</summary>
    public void Arm()
    {
        var left = Count;
        var name = "outbox." + Step;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Outbox",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity => Pass(activity, isEnd: false),
            ActivityStopped = activity => Pass(activity, isEnd: true),
        };
        ActivitySource.AddActivityListener(_listener);

        void Pass(Activity activity, bool isEnd)
        {
            // A read that found nothing is not counted: it is let go of before its end.
            if (activity.OperationName == name && isEnd == IsAtEnd && activity.Recorded && Interlocked.Decrement(ref left) == 0)
            {
                Fire();
            }
        }
    }

    private void Fire()
    {
        if (DelayMicroseconds == 0)
        {
            Die();
        }

        new Thread(() =>
        {
            var since = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(since).TotalMicroseconds < DelayMicroseconds)
            {
                Thread.SpinWait(50);
            }

            Die();
        })
        { IsBackground = true }.Start();
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
