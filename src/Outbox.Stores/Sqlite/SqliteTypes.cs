using System.Globalization;
using Outbox.Mapping.Catalog;

namespace Outbox.Stores.Sqlite;

/// <summary>What a declared type of SQLite means. SQLite itself takes any word.</summary>
internal static class SqliteTypes
{
    private static readonly Dictionary<string, ColumnKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["INT"] = ColumnKind.Integer,
        ["INTEGER"] = ColumnKind.Integer,
        ["TINYINT"] = ColumnKind.Integer,
        ["SMALLINT"] = ColumnKind.Integer,
        ["MEDIUMINT"] = ColumnKind.Integer,
        ["BIGINT"] = ColumnKind.Integer,
        ["INT2"] = ColumnKind.Integer,
        ["INT8"] = ColumnKind.Integer,
        ["BIT"] = ColumnKind.Boolean,
        ["BOOL"] = ColumnKind.Boolean,
        ["BOOLEAN"] = ColumnKind.Boolean,
        ["DECIMAL"] = ColumnKind.Decimal,
        ["NUMERIC"] = ColumnKind.Decimal,
        ["MONEY"] = ColumnKind.Decimal,
        ["SMALLMONEY"] = ColumnKind.Decimal,
        ["REAL"] = ColumnKind.Float,
        ["FLOAT"] = ColumnKind.Float,
        ["DOUBLE"] = ColumnKind.Float,
        ["DOUBLE PRECISION"] = ColumnKind.Float,
        ["DATE"] = ColumnKind.Date,
        ["TIME"] = ColumnKind.Time,
        ["DATETIME"] = ColumnKind.DateTime,
        ["DATETIME2"] = ColumnKind.DateTime,
        ["TIMESTAMP"] = ColumnKind.DateTime,
        ["DATETIMEOFFSET"] = ColumnKind.DateTimeOffset,
        ["UNIQUEIDENTIFIER"] = ColumnKind.Guid,
        ["GUID"] = ColumnKind.Guid,
        ["UUID"] = ColumnKind.Guid,
        ["TEXT"] = ColumnKind.Text,
        ["CLOB"] = ColumnKind.Text,
        ["JSON"] = ColumnKind.Text,
        ["CHAR"] = ColumnKind.Text,
        ["CHARACTER"] = ColumnKind.Text,
        ["VARCHAR"] = ColumnKind.Text,
        ["NCHAR"] = ColumnKind.Text,
        ["NVARCHAR"] = ColumnKind.Text,
        ["BLOB"] = ColumnKind.Binary,
        ["BINARY"] = ColumnKind.Binary,
        ["VARBINARY"] = ColumnKind.Binary,
    };

    /// <summary>The kind of a declared type, and the length where it is a text with one.</summary>
    public static (ColumnKind Kind, int? MaxLength) Read(string declared)
    {
        var open = declared.IndexOf('(', StringComparison.Ordinal);
        var kind = Kinds.GetValueOrDefault((open < 0 ? declared : declared[..open]).Trim());
        var close = declared.IndexOf(')', StringComparison.Ordinal);
        return kind == ColumnKind.Text
            && open >= 0
            && close > open
            && int.TryParse(declared.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? (kind, length)
                : (kind, null);
    }
}
