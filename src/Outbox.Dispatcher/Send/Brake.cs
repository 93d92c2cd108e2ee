using Microsoft.Extensions.Logging;
using Outbox.Core.Messages;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Dispatcher.Send;

/// <summary>A request that is tried while sending is held, and what came of it.</summary>
internal sealed class Probe
{
    /// <summary>The most requests of a probe: enough for one that is refused as a whole to be halved to an item.</summary>
    public const int MaxRequests = 8;

    private int _sent;
    private int _dead;

    /// <summary>Rows that were taken.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Rows that would have died.</summary>
    public int Dead => Volatile.Read(ref _dead);

    public void Count(int sent, int dead)
    {
        Interlocked.Add(ref _sent, sent);
        Interlocked.Add(ref _dead, dead);
    }
}

/// <summary>
/// Stops sending where too large a share of the rows dies: a cause that they have in common is put right once, and a row is
/// dead for good. The rows whose death would be one too many stay pending. It is held in the database, for all dispatchers;
/// a request is tried every half minute, and sending goes on when it is taken, or when an operator says so.
/// </summary>
internal sealed class Brake(
    IBrakeStore store, DispatcherOptions options, DispatcherStatus status, Jitter jitter, TimeProvider clock, ILogger<Brake> log) : IDisposable
{
    /// <summary>How old the database's word may be.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    /// <summary>How often all dispatchers together try a request.</summary>
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(15);

    /// <summary>How long after a hold that ended by itself fewer rows are too many.</summary>
    private static readonly TimeSpan Probation = TimeSpan.FromMinutes(10);

    private static readonly Backoff Pace = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly DeathShare _share = new(options.BrakeRows, options.BrakePercent, options.BrakeWindow);
    private bool _isHeld;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;
    private DateTimeOffset _probationUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _acceptedUntil = DateTimeOffset.MinValue;

    /// <summary>Who holds it, in the database's words.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Whether sending is held, as far as is known here.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_lock)
            {
                return _isHeld;
            }
        }
    }

    /// <summary>Returns at once where sending is not held; else when it goes on, or when this caller is to try a request.</summary>
    /// <returns>The probe; null where sending is not held.</returns>
    public async Task<Probe?> WaitAsync(CancellationToken cancellationToken)
    {
        if (!IsHeld && clock.GetUtcNow() - _readAt < Fresh)
        {
            return null;
        }

        // One asks, for all senders.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            for (var waits = 1; ; waits++)
            {
                if (IsHeld || clock.GetUtcNow() - _readAt >= Fresh)
                {
                    Take(await store.ReadBrakeAsync(cancellationToken));
                }

                if (!IsHeld)
                {
                    return null;
                }

                if (await store.ProbeSendingAsync(ProbeEvery, cancellationToken))
                {
                    return new Probe();
                }

                await Task.Delay(Pace.After(waits, jitter.Next()), clock, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sending goes on where enough of the probe was taken.</summary>
    public async Task EndAsync(Probe probe, CancellationToken cancellationToken)
    {
        var (sent, dead) = (probe.Sent, probe.Dead);
        if (sent > 0 && dead * 100L < (long)options.BrakePercent * (sent + dead))
        {
            await store.ResumeSendingAsync("a request that was taken", TimeSpan.Zero, cancellationToken);
            Take(await store.ReadBrakeAsync(cancellationToken));
        }
    }

    /// <summary>Judges rows that are about to be recorded: where too many would die, they stay pending, and sending is held.</summary>
    /// <param name="completion">What is about to be recorded.</param>
    /// <param name="beside">Rows read with them that are still to be sent.</param>
    /// <param name="probe">The probe that they are of; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What is to be recorded.</returns>
    public async Task<Completion> JudgeAsync(Completion completion, int beside, Probe? probe, CancellationToken cancellationToken)
    {
        var dead = completion.Outcomes.Where(outcome => outcome.Status == MessageStatus.Dead).ToList();
        var sent = completion.Outcomes.Count(outcome => outcome.Status == MessageStatus.Sent);
        BrakeHold? hold = null;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            probe?.Count(sent, dead.Count);
            var isTooMuch = dead.Count > 0 && now >= _acceptedUntil && (_isHeld || _share.IsTooMuch(now, sent, dead.Count, beside, now < _probationUntil));
            if (!isTooMuch)
            {
                _share.Add(now, sent, dead.Count);
                return completion;
            }

            if (!_isHeld)
            {
                _isHeld = true;
                hold = new BrakeHold(Owner, _share.Dead + dead.Count, _share.Settled + dead.Count + sent, MostOf(dead));
            }

            _share.Add(now, sent, 0);
        }

        if (hold is not null)
        {
            Log.SendingHeld(log, hold.Dead, hold.Settled, hold.Code ?? "");
            status.Note(picture => picture with { IsSendingHeld = true });
            await store.HoldSendingAsync(hold, cancellationToken);
        }

        return completion with { Outcomes = [.. completion.Outcomes.Except(dead)] };
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private void Take(BrakeState state)
    {
        bool was;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            (was, _isHeld) = (_isHeld, state.HeldAt is not null);
            _readAt = now;

            // Ages by the database's clock, counted on from here by this one's.
            _acceptedUntil = state.AcceptedUntil is { } until ? now + (until - state.Now) : DateTimeOffset.MinValue;
            _probationUntil = state.ResumedAt is { } resumed ? now + Probation - (state.Now - resumed) : DateTimeOffset.MinValue;
        }

        if (was != state.HeldAt is not null)
        {
            if (was)
            {
                Log.SendingResumed(log);
            }
            else
            {
                Log.SendingHeld(log, state.Hold?.Dead ?? 0, state.Hold?.Settled ?? 0, state.Hold?.Code ?? "");
            }

            status.Note(picture => picture with { IsSendingHeld = !was });
        }
    }

    private static string? MostOf(IEnumerable<Outcome> dead) => dead
        .Select(outcome => outcome.Reason?.Split(':')[0])
        .Where(code => code is { Length: > 0 and <= 8 })
        .GroupBy(code => code, StringComparer.Ordinal)
        .OrderByDescending(code => code.Count()).ThenBy(code => code.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;
}
