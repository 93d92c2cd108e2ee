namespace Outbox.Sandbox.Track;

/// <summary>
/// Limits of the Track API as Customer.io publishes them. Where it writes "kb" the sandbox takes 1,000 bytes: the
/// stricter reading, so that what passes here passes there.
/// </summary>
public static class TrackLimits
{
    /// <summary>Bytes of a request's body.</summary>
    public const int RequestBytes = 500_000;

    /// <summary>Bytes of one item, as it stands in the body.</summary>
    public const int ItemBytes = 32_000;

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

    /// <summary>How long after it happened an event can still start a campaign, in seconds: 72 hours.</summary>
    public const long CampaignWindowSeconds = 72 * 3600;
}
