namespace Outbox.Dispatcher.Doctor;

/// <summary>How soon somebody should mend a finding.</summary>
public enum FindingPriority
{
    /// <summary>Now: writes are not captured, or nothing is sent.</summary>
    Now = 1,

    /// <summary>Soon: something is lost or late for some, or will be.</summary>
    Soon = 2,

    /// <summary>Good to know; it may be meant.</summary>
    Know = 3,
}
