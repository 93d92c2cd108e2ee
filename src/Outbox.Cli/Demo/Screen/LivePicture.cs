using Spectre.Console;

namespace Outbox.Cli.Demo.Screen;

/// <summary>Bars that move, on a terminal.</summary>
internal sealed class LivePicture(IAnsiConsole console) : IProgressPicture
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public Task FollowAsync(ProgressSource source, CancellationToken cancellationToken) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
        .StartAsync(async progress =>
        {
            var shop = progress.AddTask("the shop");
            var delivered = progress.AddTask("delivered");
            using var timer = new PeriodicTimer(Interval);
            try
            {
                while (await timer.WaitForNextTickAsync(cancellationToken))
                {
                    var now = await source.ReadAsync(cancellationToken);
                    shop.MaxValue = now.OfDeeds;
                    shop.Value = now.Deeds;
                    shop.Description = $"the shop: {now.Writes} writes";
                    delivered.MaxValue = Math.Max(1, Math.Max(now.Committed, now.Arrived));
                    delivered.Value = now.Arrived;
                    delivered.Description =
                        $"delivered: {now.Arrived} events, {now.Requests} requests, dispatcher killed {now.Kills} times";
                }
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or HttpRequestException)
            {
                // The demo is over, or ends with words of its own.
            }
        });
}
