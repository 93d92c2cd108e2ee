using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Doubles;

/// <content>The brake on mass death.</content>
internal sealed partial class MemoryStore
{
    private DateTime? _probedAt;

    public BrakeState? BrakeNow { get; set; }

    /// <summary>Who let sending go on, each time.</summary>
    public List<string> Resumed { get; } = [];

    public Task<BrakeState> ReadBrakeAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult((BrakeNow ?? BrakeState.Never(Now)) with { Now = Now });
        }
    }

    public Task HoldSendingAsync(BrakeHold hold, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (BrakeNow?.HeldAt is null && !(BrakeNow?.AcceptedUntil > Now))
            {
                BrakeNow = new BrakeState(Now, Now, hold, null, null);
                _probedAt = Now;
            }
        }

        return Task.CompletedTask;
    }

    public Task<bool> ProbeSendingAsync(TimeSpan every, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var may = BrakeNow?.HeldAt is not null && Now - _probedAt >= every;
            _probedAt = may ? Now : _probedAt;
            return Task.FromResult(may);
        }
    }

    public Task<bool> ResumeSendingAsync(string by, TimeSpan accepting, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var was = BrakeNow?.HeldAt is not null;
            BrakeNow = (BrakeNow ?? BrakeState.Never(Now)) with { HeldAt = null, ResumedAt = Now, AcceptedUntil = accepting > TimeSpan.Zero ? Now + accepting : null };
            Resumed.Add(by);
            return Task.FromResult(was);
        }
    }
}
