using System.Globalization;
using Outbox.Cli.Demo.Compare;
using Outbox.Cli.Demo.Journal;
using Outbox.Sandbox.Query;
using Outbox.Stores;
using Outbox.Cli.Output;
using Spectre.Console;

namespace Outbox.Cli.Demo.Screen;

/// <summary>What the demo shows: a live table on a terminal, plain lines elsewhere.</summary>
internal sealed class DemoScreen
{
    private const int MostDifferences = 20;

    private readonly IAnsiConsole _console;
    private readonly IProgressPicture _picture;

    private DemoScreen(IAnsiConsole console, IProgressPicture picture)
    {
        _console = console;
        _picture = picture;
    }

    /// <summary>The screen for an output.</summary>
    public static DemoScreen For(TextWriter output)
    {
        var isTerminal = ReferenceEquals(TerminalWriter.Behind(output), Console.Out) && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(TerminalWriter.Behind(output)),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            // A pipe has no width; lines are for whoever reads the log.
            console.Profile.Width = 160;
        }

        return new DemoScreen(console, isTerminal ? new LivePicture(console) : new LinePicture(console));
    }

    /// <summary>A line as it is: no wrapping at the terminal's edge, no markup.</summary>
    public void Say(string line) => _console.Profile.Out.Writer.WriteLine(line);

    /// <summary>Shows how far things are until told to stop.</summary>
    public Task FollowAsync(
        Play play, CommitJournal journal, Arrivals arrivals, DispatcherLives lives, CancellationToken cancellationToken) =>
        _picture.FollowAsync(new ProgressSource(play, journal, arrivals, lives), cancellationToken);

    /// <summary>What came of it, by event name, and what differs.</summary>
    public void Show(Comparison comparison, SandboxStats stats, StoreStatus status, CommitJournal journal, int kills)
    {
        _console.Write(ResultTable.Of(comparison));
        Say($"shop: {Text(journal.Writes)} writes in {Text(journal.Transactions)} transactions, {Text(journal.RolledBack)} more rolled back");
        Say($"faults: {string.Join(", ", stats.Faults.Where(f => f.Key != "none" && f.Value > 0).Select(f => $"{f.Key} {f.Value}"))} of {stats.Requests} requests; dispatcher killed {kills} times");
        Say($"latency: from commit to arrival, of {Text(comparison.Latency.Count)} events of table writes, faults and the dispatcher's two deaths included");
        foreach (var (reason, count) in status.DeadByReason)
        {
            Say($"dead: {reason} {Text(count)}");
        }

        foreach (var difference in comparison.Differences.Take(MostDifferences))
        {
            Say($"{difference.Kind}: {difference.Subject}: {difference.Detail}");
            Say($"  expected {difference.Expected ?? "nothing"}");
            Say($"  got      {difference.Actual ?? "nothing"}");
        }

        if (comparison.Differences.Count > MostDifferences)
        {
            Say($"… and {Text(comparison.Differences.Count - MostDifferences)} more");
        }
    }

    /// <summary>The last line.</summary>
    public void Close(Comparison comparison) => Say(ClosingLine.Of(comparison));

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
