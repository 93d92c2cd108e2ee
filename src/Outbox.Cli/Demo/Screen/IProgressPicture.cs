namespace Outbox.Cli.Demo.Screen;

/// <summary>A way to show progress.</summary>
internal interface IProgressPicture
{
    /// <summary>Shows it until told to stop; does not throw then.</summary>
    Task FollowAsync(ProgressSource source, CancellationToken cancellationToken);
}
