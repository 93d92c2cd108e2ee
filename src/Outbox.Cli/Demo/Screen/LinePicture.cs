using System.Globalization;
using Spectre.Console;

namespace Outbox.Cli.Demo.Screen;

/// <summary>A line every few seconds, where there is no terminal.</summary>
internal sealed class LinePicture(IAnsiConsole console) : IProgressPicture
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task FollowAsync(ProgressSource source, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var now = await source.ReadAsync(cancellationToken);
                console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {now.Deeds} of {now.OfDeeds} deeds, {now.Writes} writes, {now.Committed} events committed; {now.Arrived} arrived in {now.Requests} requests; dispatcher killed {now.Kills} times"));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or HttpRequestException)
        {
            // The demo is over, or ends with words of its own.
        }
    }
}
