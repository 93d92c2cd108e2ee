using Outbox.Core.Errors;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Health;
using Outbox.Dispatcher.Plan;

namespace Outbox.Dispatcher.Send;

/// <summary>Waits, where the credentials were refused, until Customer.io takes them again.</summary>
internal sealed class CredentialWatch(ITrackApi api, Endpoint endpoint, Jitter jitter, Pulse pulse, TimeProvider clock)
{
    private static readonly Backoff Pace = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    /// <summary>Returns at once where they are not refused. Nothing is sent meanwhile and no attempt is counted.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        for (var failures = 1; endpoint.IsRefused; failures++)
        {
            var wait = Pace.After(failures, jitter.Next());
            pulse.Turn(DispatcherService.Loop, wait);
            await Task.Delay(wait, clock, cancellationToken);
            try
            {
                await api.ReadAccountAsync(cancellationToken);
                endpoint.NoteAccepted();
            }
            catch (OutboxException)
            {
                // Said once already; the next line is that they are accepted.
            }
        }
    }
}
