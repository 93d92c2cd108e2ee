using Outbox.Core.Errors;

namespace Outbox.Mapping.Lint;

/// <summary>The findings about a mapping and a database: OBX150 to OBX179.</summary>
public static class DatabaseLintCodes
{
    /// <summary>A table or view that the database does not have.</summary>
    public static readonly ErrorCode UnknownTable = LintCodes.Code(150, "Unknown table");

    /// <summary>A column that the table does not have.</summary>
    public static readonly ErrorCode UnknownColumn = LintCodes.Code(151, "Unknown column");

    /// <summary>A view where writes must be seen.</summary>
    public static readonly ErrorCode NotATable = LintCodes.Code(152, "View in place of a table");

    /// <summary>An event's table without a primary key.</summary>
    public static readonly ErrorCode NoPrimaryKey = LintCodes.Code(153, "No primary key");

    /// <summary>An id column that takes NULL.</summary>
    public static readonly ErrorCode NullableId = LintCodes.Code(154, "Nullable id column");

    /// <summary>An id column whose type has no canonical text.</summary>
    public static readonly ErrorCode IdType = LintCodes.Code(155, "Id column of an unfit type");

    /// <summary>An event id that can have more than 255 characters.</summary>
    public static readonly ErrorCode IdTooLong = LintCodes.Code(156, "Event id too long");

    /// <summary>A conversion that the column's type cannot have.</summary>
    public static readonly ErrorCode ConversionType = LintCodes.Code(157, "Conversion does not fit the column");

    /// <summary>Matched columns that more than one row can have.</summary>
    public static readonly ErrorCode NotUnique = LintCodes.Code(158, "Matched columns are not unique");

    /// <summary>A column of a type that cannot be captured.</summary>
    public static readonly ErrorCode UnsupportedColumn = LintCodes.Code(159, "Column that cannot be captured");

    /// <summary>Two mapped tables that are one on an engine without schemas.</summary>
    public static readonly ErrorCode SchemaCollision = LintCodes.Code(160, "Tables that differ only by schema");

    /// <summary>A table of the outbox itself.</summary>
    public static readonly ErrorCode OwnTable = LintCodes.Code(161, "Table of the outbox");

    /// <summary>Id columns that several rows can share.</summary>
    public static readonly ErrorCode SharedId = LintCodes.Code(162, "Event id shared by rows");

    /// <summary>A literal that the column's type cannot be compared with.</summary>
    public static readonly ErrorCode LiteralType = LintCodes.Code(163, "Literal does not fit the column");

    /// <summary>Two columns that can never be equal.</summary>
    public static readonly ErrorCode KeyType = LintCodes.Code(164, "Matched columns of different types");

    /// <summary>A captured column whose name has a dot, which SQL Server's FOR JSON would nest.</summary>
    public static readonly ErrorCode DottedColumn = LintCodes.Code(165, "Captured column with a dot in its name");

    /// <summary>A table that the outbox cannot reach: of another owner, or of a kind that takes no trigger.</summary>
    public static readonly ErrorCode UnreachableTable = LintCodes.Code(166, "Table that cannot be reached");

    /// <summary>A column whose values come masked or encrypted.</summary>
    public static readonly ErrorCode HiddenColumn = LintCodes.Code(167, "Column with hidden values");

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } = LintCodes.CodesOf(typeof(DatabaseLintCodes));
}
