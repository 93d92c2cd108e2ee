using System.Globalization;
using Outbox.Mapping.Catalog;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>A declared type taken apart: <c>nvarchar(200)</c>, <c>decimal(19, 4)</c>, <c>datetime2(3)</c>.</summary>
/// <param name="Name">The system type, in lower case.</param>
/// <param name="First">Length, precision or scale; null where there is none, or for <c>max</c>.</param>
/// <param name="Scale">The second number; null where there is none.</param>
/// <param name="IsMax">Whether it says <c>max</c>.</param>
/// <param name="Declared">As it stands.</param>
internal readonly record struct TSqlType(string Name, int? First, int? Scale, bool IsMax, string Declared)
{
    /// <summary>Of a column.</summary>
    public static TSqlType Of(CatalogColumn column) => Read(column.DeclaredType);

    /// <summary>Reads a declared type.</summary>
    public static TSqlType Read(string declared)
    {
        var open = declared.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return new(declared.Trim().ToLowerInvariant(), null, null, IsMax: false, declared);
        }

        var numbers = declared[(open + 1)..].Split(',', ')');
        return new(
            declared[..open].Trim().ToLowerInvariant(),
            Number(numbers[0]),
            numbers.Length > 1 ? Number(numbers[1]) : null,
            string.Equals(numbers[0].Trim(), "max", StringComparison.OrdinalIgnoreCase),
            declared);

        static int? Number(string text) =>
            int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Whether it holds UTF-16 and needs no conversion to compare with it.</summary>
    public bool IsUnicode => Name is "nvarchar" or "nchar" or "sysname";

    /// <summary>Whether it changes with every update of its row, whatever the update says.</summary>
    public bool IsRowVersion => Name is "timestamp" or "rowversion";

    /// <summary>
    /// The type that takes whatever a column of this one can be made to hold by a later ALTER COLUMN, and still compares by
    /// the column's index (numbers, times and texts of one family do).
    /// </summary>
    public string Widest => Name switch
    {
        "tinyint" or "smallint" or "int" or "bigint" => "bigint",
        "decimal" or "numeric" => $"decimal(38, {Math.Max(Scale ?? 0, Math.Min(19, 38 - (First ?? 18) + (Scale ?? 0)))})",
        "datetime2" or "datetimeoffset" or "time" => $"{Name}(7)",
        "char" or "varchar" => IsMax ? "varchar(max)" : "varchar(8000)",
        "nchar" or "nvarchar" or "sysname" => IsMax ? "nvarchar(max)" : "nvarchar(4000)",
        "binary" or "varbinary" => IsMax ? "varbinary(max)" : "varbinary(8000)",
        _ => Declared,
    };
}
