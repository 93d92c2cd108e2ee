using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Screen;

/// <summary>How far the demo is.</summary>
/// <param name="Deeds">Deeds done.</param>
/// <param name="OfDeeds">Deeds in all.</param>
/// <param name="Writes">Statements committed.</param>
/// <param name="Committed">Events committed.</param>
/// <param name="Arrived">Events that the sandbox has.</param>
/// <param name="Requests">Requests that it had.</param>
/// <param name="Kills">Kills of the dispatcher.</param>
internal sealed record ProgressReading(int Deeds, int OfDeeds, int Writes, int Committed, long Arrived, long Requests, int Kills);

/// <summary>Where the numbers come from.</summary>
internal sealed class ProgressSource(Play play, CommitJournal journal, Arrivals arrivals, DispatcherLives lives)
{
    public async Task<ProgressReading> ReadAsync(CancellationToken cancellationToken)
    {
        var stats = await arrivals.StatsAsync(cancellationToken);
        return new ProgressReading(
            play.Done, play.Total, journal.Writes, journal.Events, stats.Events, stats.Requests, lives.Kills);
    }
}
