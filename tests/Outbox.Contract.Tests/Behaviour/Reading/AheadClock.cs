namespace Outbox.Contract.Tests.Behaviour.Reading;

/// <summary>A clock that is ahead of the machine's.</summary>
internal sealed class AheadClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
