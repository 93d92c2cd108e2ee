namespace Outbox.Mapping.Model;

/// <summary>How a raw value becomes a JSON value (<c>as</c>).</summary>
public enum ConversionKind
{
    /// <summary>By the column's type: numbers, text, booleans, and times as <see cref="Timestamp"/>.</summary>
    Auto,

    /// <summary>An amount of money as an integer of the currency's smallest unit, half away from zero.</summary>
    Cents,

    /// <summary>ISO-8601 UTC in event data, unix seconds in attributes.</summary>
    Timestamp,

    /// <summary><c>yyyy-MM-dd</c> in event data; unix seconds of midnight UTC in attributes.</summary>
    Date,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>E.164.</summary>
    Phone,

    /// <summary>Trimmed e-mail address.</summary>
    Email,

    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>The column holds JSON: taken as it is.</summary>
    Json,
}

/// <summary>A constant or a column that tells a currency or a region.</summary>
/// <param name="Constant">An ISO 4217 or ISO 3166 code, or null.</param>
/// <param name="Column">The column, where there is no constant.</param>
public sealed record CodeSource(string? Constant, ColumnReference? Column);

/// <summary>A conversion and what it needs.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Currency">For cents.</param>
/// <param name="Region">For phones without a country code.</param>
/// <param name="Zone">For times without an offset: an IANA zone; null for the mapping's.</param>
public sealed record Conversion(ConversionKind Kind, CodeSource? Currency = null, CodeSource? Region = null, string? Zone = null)
{
    /// <summary>By the column's type.</summary>
    public static readonly Conversion Auto = new(ConversionKind.Auto);
}
