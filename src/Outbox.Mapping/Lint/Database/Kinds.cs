using System.Globalization;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Database;

/// <summary>What the types of columns can be made into and compared with. Only the impossible is refused.</summary>
internal static class Kinds
{
    /// <summary>Whether a value of the type can have the conversion; a text may hold anything.</summary>
    public static bool CanConvert(ColumnKind kind, ConversionKind conversion)
    {
        // What has no declared type, or one that a rule of its own refuses.
        if (kind is ColumnKind.Unknown or ColumnKind.Unsupported or ColumnKind.Text)
            return true;
        return conversion switch
        {
            ConversionKind.Cents or ConversionKind.Number => IsNumber(kind) || (kind == ColumnKind.Boolean && conversion == ConversionKind.Number),
            ConversionKind.Timestamp or ConversionKind.Date => kind is ColumnKind.Date or ColumnKind.DateTime or ColumnKind.DateTimeOffset,
            ConversionKind.Boolean => kind is ColumnKind.Boolean or ColumnKind.Integer or ColumnKind.Decimal,
            ConversionKind.Phone => kind is ColumnKind.Integer or ColumnKind.Decimal,
            ConversionKind.Email or ConversionKind.Json => false,
            _ => true,
        };
    }

    /// <summary>Whether the engine can compare the type with the literal without a failing conversion.</summary>
    public static bool CanCompare(ColumnKind kind, Literal literal, Engine engine) => kind switch
    {
        _ when IsNumber(kind) || kind == ColumnKind.Boolean => literal.IsNumber || decimal.TryParse(literal.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out _),

        // T-SQL converts the column to the number's type, and fails at the first row that holds a word.
        ColumnKind.Text => !literal.IsNumber || engine == Engine.Sqlite,
        ColumnKind.Guid => !literal.IsNumber && Guid.TryParse(literal.Text, out _),
        ColumnKind.Date or ColumnKind.DateTime or ColumnKind.DateTimeOffset =>
            !literal.IsNumber && DateTimeOffset.TryParse(literal.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        ColumnKind.Time => engine == Engine.Sqlite || (!literal.IsNumber && TimeOnly.TryParse(literal.Text, CultureInfo.InvariantCulture, out _)),
        ColumnKind.Binary => false,
        _ => true,
    };

    /// <summary>Whether columns of the two types can hold equal keys.</summary>
    public static bool CanMatch(ColumnKind a, ColumnKind b) => Family(a) is not { } x || Family(b) is not { } y || x == y;

    /// <summary>The longest canonical text of an id column, in UTF-16 code units; null for no bound.</summary>
    public static int? CanonicalLength(CatalogColumn column) => column.Kind switch
    {
        ColumnKind.Integer => 20,
        ColumnKind.Guid => 36,
        ColumnKind.Date => 10,
        ColumnKind.DateTime or ColumnKind.DateTimeOffset => 23,
        ColumnKind.Boolean => 1,

        // Each character may be a '%' or ':', which take three.
        ColumnKind.Text => column.MaxLength * 3,
        _ => null,
    };

    /// <summary>Whether the type has a canonical text, so that it can be part of an event id.</summary>
    public static bool CanBeId(ColumnKind kind) => kind is
        ColumnKind.Integer or ColumnKind.Guid or ColumnKind.Date or ColumnKind.DateTime or ColumnKind.DateTimeOffset
        or ColumnKind.Boolean or ColumnKind.Text;

    private static bool IsNumber(ColumnKind kind) => kind is ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Float;

    private static string? Family(ColumnKind kind) => kind switch
    {
        _ when IsNumber(kind) => "number",
        ColumnKind.Guid => "guid",
        ColumnKind.Date or ColumnKind.DateTime or ColumnKind.DateTimeOffset => "time",
        _ => null,
    };
}
