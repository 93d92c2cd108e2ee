using Microsoft.Extensions.Logging;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Health;

namespace Outbox.Dispatcher.Send;

/// <summary>
/// What the senders know together of Customer.io: whether it answers, until when it asked to be left alone, whether it
/// takes the credentials. Says so once a change.
/// </summary>
internal sealed class Endpoint(DispatcherStatus status, Pulse pulse, ClockWatch clocks, TimeProvider clock, ILogger<Endpoint> log)
{
    private readonly Lock _lock = new();
    private bool _isDown;
    private bool _isRefused;
    private bool _isStrange;
    private int _doubts;
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
            pulse.Turn(left);
            await Task.Delay(left, clock, cancellationToken);
        }
    }

    /// <summary>Takes note of an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="wait">How long the sender waits for it.</param>
    public void Note(TrackAnswer answer, TimeSpan wait)
    {
        clocks.NoteCustomerIo(answer.Clock);
        lock (_lock)
        {
            switch (answer.Kind)
            {
                case AnswerKind.TryAgain:
                    NoteFailure(answer, wait);
                    break;
                case AnswerKind.NotUnderstood:
                    NoteNotUnderstood(answer, wait);
                    break;
                case AnswerKind.Unauthorized:
                    NoteRefusal(answer.HttpStatus);
                    break;
                default:
                    NoteUnderstood();
                    if (_isDown)
                    {
                        _isDown = false;
                        Log.EndpointUp(log);
                    }

                    Show(EndpointState.Up);
                    break;
            }
        }
    }

    /// <summary>Takes note of a track's items that are in doubt, or no longer.</summary>
    public void NoteDoubt(bool isThere)
    {
        lock (_lock)
        {
            _doubts += isThere ? 1 : -1;
        }
    }

    /// <summary>Takes note that the credentials are accepted.</summary>
    public void NoteAccepted()
    {
        lock (_lock)
        {
            if (_isRefused)
            {
                _isRefused = false;
                Log.CredentialsAccepted(log);
            }

            Show(EndpointState.Up);
        }
    }

    /// <summary>Takes note that the account was not told: the credentials are refused, or nobody answers.</summary>
    public void NoteAccount(bool isRefused)
    {
        lock (_lock)
        {
            if (isRefused)
            {
                NoteRefusal(null);
            }
            else
            {
                NoteDown(null, TimeSpan.Zero);
            }
        }
    }

    private void NoteRefusal(int? httpStatus)
    {
        if (!_isRefused)
        {
            _isRefused = true;
            Log.CredentialsRefused(log, httpStatus);
        }

        Show(EndpointState.Refused);
    }

    private void NoteNotUnderstood(TrackAnswer answer, TimeSpan wait)
    {
        AskedToWait(answer, wait);
        if (!_isStrange)
        {
            _isStrange = true;
            Log.AnswersNotUnderstood(log, answer.HttpStatus, wait.TotalSeconds);
        }

        status.Note(now => now with { Endpoint = EndpointState.Down, NotUnderstood = now.NotUnderstood + 1, NotUnderstoodStatus = answer.HttpStatus });
    }

    private void NoteUnderstood()
    {
        // As long as items are in doubt, or set aside for their answers, the next of these is no news.
        if (_isStrange && _doubts == 0 && status.Now.SetAside == 0)
        {
            _isStrange = false;
            Log.AnswersUnderstood(log);
        }

        status.Note(now => now.NotUnderstood == 0 ? now : now with { NotUnderstood = 0, NotUnderstoodStatus = null });
    }

    private void NoteFailure(TrackAnswer answer, TimeSpan wait)
    {
        AskedToWait(answer, wait);
        NoteDown(answer.HttpStatus, wait);
    }

    private void AskedToWait(TrackAnswer answer, TimeSpan wait)
    {
        if (answer.RetryAfter is not null && clock.GetUtcNow() + wait is var until && until > _notBefore)
        {
            _notBefore = until;
        }
    }

    private void NoteDown(int? httpStatus, TimeSpan wait)
    {
        if (!_isDown)
        {
            _isDown = true;
            Log.EndpointDown(log, httpStatus, wait.TotalSeconds);
        }

        Show(EndpointState.Down);
    }

    private void Show(EndpointState state) => status.Note(now => now.Endpoint == state ? now : now with { Endpoint = state });
}
