using Outbox.Mapping.Catalog;

namespace Outbox.Stores.SqlServer;

/// <summary>What a type of SQL Server means, and how it is declared.</summary>
internal static class SqlServerTypes
{
    private const int Unbounded = -1;

    /// <summary>The column's kind.</summary>
    /// <param name="type">The system type's name.</param>
    public static ColumnKind KindOf(string type) => type switch
    {
        "tinyint" or "smallint" or "int" or "bigint" => ColumnKind.Integer,
        "decimal" or "numeric" or "money" or "smallmoney" => ColumnKind.Decimal,
        "float" or "real" => ColumnKind.Float,
        "bit" => ColumnKind.Boolean,
        "char" or "varchar" or "nchar" or "nvarchar" => ColumnKind.Text,
        "date" => ColumnKind.Date,
        "time" => ColumnKind.Time,
        "datetime" or "smalldatetime" or "datetime2" => ColumnKind.DateTime,
        "datetimeoffset" => ColumnKind.DateTimeOffset,
        "uniqueidentifier" => ColumnKind.Guid,
        "binary" or "varbinary" or "timestamp" => ColumnKind.Binary,
        _ => ColumnKind.Unsupported,
    };

    /// <summary>The characters of a text; null for unbounded or not a text.</summary>
    /// <param name="type">The system type's name.</param>
    /// <param name="bytes">sys.columns.max_length.</param>
    public static int? LengthOf(string type, int bytes) => type switch
    {
        _ when bytes == Unbounded => null,
        "char" or "varchar" => bytes,
        "nchar" or "nvarchar" => bytes / 2,
        _ => null,
    };

    /// <summary>The type as a declaration spells it.</summary>
    public static string Declare(string type, int bytes, int precision, int scale) => type switch
    {
        "char" or "varchar" or "binary" or "varbinary" => $"{type}({(bytes == Unbounded ? "max" : bytes)})",
        "nchar" or "nvarchar" => $"{type}({(bytes == Unbounded ? "max" : bytes / 2)})",
        "decimal" or "numeric" => $"{type}({precision}, {scale})",
        "datetime2" or "datetimeoffset" or "time" => $"{type}({scale})",
        _ => type,
    };
}
