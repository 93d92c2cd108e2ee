namespace Outbox.Mapping.Draft;

/// <summary>What somebody said instead of leaving it to be guessed; null where nothing was said.</summary>
public sealed record DraftAnswers
{
    /// <summary>The people table.</summary>
    public string? People { get; init; }

    /// <summary>Its key column.</summary>
    public string? Key { get; init; }

    /// <summary>The table of orders; <c>none</c> for none.</summary>
    public string? Orders { get; init; }

    /// <summary>The IANA zone of times without an offset.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The ISO 4217 code of amounts whose row names none.</summary>
    public string? Currency { get; init; }

    /// <summary>The ISO 3166 region of phone numbers without a country code.</summary>
    public string? Region { get; init; }

    /// <summary>The namespace of the event ids.</summary>
    public string? Source { get; init; }
}
