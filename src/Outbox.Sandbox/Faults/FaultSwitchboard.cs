namespace Outbox.Sandbox.Faults;

/// <summary>The faults' settings, changed while requests come in, with the switches that run out by themselves.</summary>
internal sealed class FaultSwitchboard
{
    private readonly FaultPlan _plan;
    private readonly FaultSettings _initial;
    private readonly TimeProvider _time;
    private volatile Board _board;

    public FaultSwitchboard(int seed, FaultSettings initial, TimeProvider time)
    {
        _plan = new(seed);
        _initial = initial;
        _time = time;
        _board = Start(initial);
    }

    /// <summary>The settings, with what is left of the switches.</summary>
    public FaultSettings Current
    {
        get
        {
            var board = _board;
            return board.Settings with
            {
                UnauthorizedSeconds = Left(board.Since, board.Settings.UnauthorizedSeconds),
                DownSeconds = Left(board.Since, board.Settings.DownSeconds),
            };
        }
    }

    public void Change(FaultSettings settings) => _board = Start(settings);

    /// <summary>Back to the settings of the start.</summary>
    public void Reset() => Change(_initial);

    public Fault Draw(long requestNumber)
    {
        var current = Current;
        if (current.DownSeconds > 0)
            return Fault.Down;
        return current.UnauthorizedSeconds > 0 ? Fault.Unauthorized : _plan.Draw(requestNumber, current);
    }

    private Board Start(FaultSettings settings) => new(settings, _time.GetTimestamp());

    private double Left(long since, double seconds) =>
        seconds <= 0 ? 0 : Math.Max(0, Math.Round(seconds - _time.GetElapsedTime(since).TotalSeconds, 3));

    private sealed record Board(FaultSettings Settings, long Since);
}
