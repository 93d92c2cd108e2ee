namespace Outbox.Stores;

/// <summary>What <c>migrate --guard</c> says about changes of the shop's tables that a capture does not survive.</summary>
public enum GuardChoice
{
    /// <summary>Nothing looks at them in the moment; the dispatcher's health tells them afterwards.</summary>
    Off,

    /// <summary>They are rolled back, with an error that names the mapping's line.</summary>
    Refuse,

    /// <summary>They go through; the capture's trigger is disabled, so that the shop's writes go on, and a fault tells it.</summary>
    Disable,
}
