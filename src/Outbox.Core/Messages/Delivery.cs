namespace Outbox.Core.Messages;

/// <summary>How the events of a type go out.</summary>
public enum Delivery
{
    /// <summary>Sent as <c>shadow_NAME</c>, so that a journey can be rehearsed.</summary>
    Shadow,

    /// <summary>Sent under its own name.</summary>
    Live,

    /// <summary>Captured, then marked skipped.</summary>
    Off,

    /// <summary>Rows wait.</summary>
    Paused,
}
