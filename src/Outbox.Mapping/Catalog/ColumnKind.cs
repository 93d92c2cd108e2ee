namespace Outbox.Mapping.Catalog;

/// <summary>What a column's type means to the writers and the shaper, whatever the engine calls it.</summary>
public enum ColumnKind
{
    /// <summary>Not known: an expression of a SQLite view, say. Taken as the value comes.</summary>
    Unknown,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>An exact decimal or money.</summary>
    Decimal,

    /// <summary>A binary floating-point number.</summary>
    Float,

    /// <summary>bit, boolean.</summary>
    Boolean,

    /// <summary>Characters.</summary>
    Text,

    /// <summary>A date.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A date and time without offset.</summary>
    DateTime,

    /// <summary>A date and time with offset.</summary>
    DateTimeOffset,

    /// <summary>uniqueidentifier.</summary>
    Guid,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>A type that cannot be captured (text, ntext, image, xml, geography, sql_variant, encrypted …).</summary>
    Unsupported,
}
