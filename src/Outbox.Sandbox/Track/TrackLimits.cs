namespace Outbox.Sandbox.Track;

/// <summary>
/// Limits of the Track API as Customer.io publishes them. An item's "32kb" are 32 × 1,024 bytes, as Segment's and RudderStack's
/// destinations take it; a request's "500kb" are 500,000 bytes, the stricter reading, as nobody is known to have tried the other.
/// </summary>
public static class TrackLimits
{
    /// <summary>Bytes of a request's body.</summary>
    public const int RequestBytes = 500_000;

    /// <summary>Bytes of one item, as it stands in the body.</summary>
    public const int ItemBytes = 32 * 1_024;

    /// <summary>UTF-8 bytes of an identifier's value.</summary>
    public const int IdentifierBytes = 150;

    /// <summary>UTF-8 bytes of an event's name, trimmed.</summary>
    public const int EventNameBytes = 100;

    /// <summary>UTF-8 bytes of an attribute's name, a person's or an event's.</summary>
    public const int AttributeNameBytes = 150;

    /// <summary>Bytes of a person attribute's value: a text's UTF-8, anything else as the JSON it is.</summary>
    public const int AttributeValueBytes = 1_000;

    /// <summary>Attributes of a person, and of one identify.</summary>
    public const int Attributes = 300;

    /// <summary>
    /// The first number of seconds that is no timestamp: above it, Customer.io's own Ruby client refuses. Milliseconds of today
    /// lie beyond. No lower bound is published; the sandbox's is 1970.
    /// </summary>
    public const long TimestampEnd = 100_000_000_000;

    /// <summary>How long after it happened an event can still start a campaign, in seconds: 72 hours.</summary>
    public const long CampaignWindowSeconds = 72 * 3600;

    /// <summary>How far back an anonymous event goes to the person who is identified with its id, in seconds: 30 days.</summary>
    public const long AnonymousWindowSeconds = 30 * 24 * 3600;

    /// <summary>People that one change of a manual segment names.</summary>
    public const int SegmentPeople = 1_000;
}
