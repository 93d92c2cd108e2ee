using Outbox.Core.Errors;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Plan;

namespace Outbox.Dispatcher.Send;

/// <summary>Waits, where the credentials were refused, until Customer.io takes them again.</summary>
internal sealed class CredentialWatch(ITrackApi api, Endpoint endpoint, Jitter jitter, TimeProvider clock) : IDisposable
{
    private static readonly Backoff Pace = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The account, as soon as Customer.io tells it.</summary>
    /// <exception cref="OutboxException">The account is not usable, and that does not pass: another region, another address.</exception>
    public async Task<TrackAccount> ReadAccountAsync(CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var account = await api.ReadAccountAsync(cancellationToken);
                endpoint.NoteAccepted();
                return account;
            }
            catch (OutboxException e) when (e.Code == TrackErrors.Unauthorized || e.Code == TrackErrors.Unreachable)
            {
                endpoint.NoteAccount(isRefused: e.Code == TrackErrors.Unauthorized);
            }

            await Task.Delay(Pace.After(failures, jitter.Next()), clock, cancellationToken);
        }
    }

    /// <summary>Returns at once where they are not refused. Nothing is sent meanwhile and no attempt is counted.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (!endpoint.IsRefused)
        {
            return;
        }

        // One asks, for all senders.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            for (var failures = 1; endpoint.IsRefused; failures++)
            {
                await Task.Delay(Pace.After(failures, jitter.Next()), clock, cancellationToken);
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
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
