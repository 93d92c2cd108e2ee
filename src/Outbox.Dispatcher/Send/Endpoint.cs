using Microsoft.Extensions.Logging;
using Outbox.CustomerIo;

namespace Outbox.Dispatcher.Send;

/// <summary>
/// What the senders know together of Customer.io: whether it answers, until when it asked to be left alone, whether it
/// takes the credentials. Says so once a change.
/// </summary>
internal sealed class Endpoint(TimeProvider clock, DispatcherStatus status, ILogger<Endpoint> log)
{
    private readonly Lock _lock = new();
    private bool _isDown;
    private bool _isRefused;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>Whether the credentials were refused last.</summary>
    public bool IsRefused
    {
        get
        {
            lock (_lock)
            {
                return _isRefused;
            }
        }
    }

    /// <summary>Waits until Customer.io may be asked again.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan left;
        lock (_lock)
        {
            left = _notBefore - clock.GetUtcNow();
        }

        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock, cancellationToken);
        }
    }

    /// <summary>Takes note of an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="wait">How long the sender waits for it.</param>
    public void Note(TrackAnswer answer, TimeSpan wait)
    {
        lock (_lock)
        {
            switch (answer.Kind)
            {
                case AnswerKind.TryAgain:
                    NoteFailure(answer, wait);
                    break;
                case AnswerKind.Unauthorized:
                    if (!_isRefused)
                    {
                        _isRefused = true;
                        Picture(EndpointState.Refused);
                        Log.CredentialsRefused(log, answer.HttpStatus);
                    }

                    break;
                default:
                    Picture(EndpointState.Up);
                    if (_isDown)
                    {
                        _isDown = false;
                        Log.EndpointUp(log);
                    }

                    break;
            }
        }
    }

    /// <summary>Takes note that the credentials are accepted.</summary>
    public void NoteAccepted()
    {
        lock (_lock)
        {
            _isRefused = false;
            Picture(EndpointState.Up);
            Log.CredentialsAccepted(log);
        }
    }

    private void Picture(EndpointState state) => status.Note(picture => picture with { Endpoint = state });

    private void NoteFailure(TrackAnswer answer, TimeSpan wait)
    {
        if (answer.RetryAfter is not null && clock.GetUtcNow() + wait is var until && until > _notBefore)
        {
            _notBefore = until;
        }

        if (!_isDown)
        {
            _isDown = true;
            Picture(EndpointState.Down);
            Log.EndpointDown(log, answer.HttpStatus, wait.TotalSeconds);
        }
    }
}
