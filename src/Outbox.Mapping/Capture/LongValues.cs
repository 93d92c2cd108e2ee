namespace Outbox.Mapping.Capture;

/// <summary>
/// How much of a long text or of bytes is read: more than can be sent, so that it is still seen to be too long, and no more than
/// that. The rest stays in the database.
/// </summary>
public static class LongValues
{
    /// <summary>Characters of a value of an attribute, of which 1,000 bytes are sent.</summary>
    public const int OfAttributes = 4_000;

    /// <summary>Characters of a value of event data: more than an item of 32,000 bytes takes, so that its row is dead and not cut.</summary>
    public const int OfEvents = 40_000;
}
