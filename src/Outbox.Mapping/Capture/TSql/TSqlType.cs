using System.Globalization;
using Outbox.Mapping.Catalog;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>A declared type taken apart: <c>nvarchar(200)</c>, <c>decimal(19, 4)</c>, <c>datetime2(3)</c>.</summary>
/// <param name="Name">The system type, in lower case.</param>
/// <param name="First">Length, precision or scale; null where there is none, or for <c>max</c>.</param>
/// <param name="IsMax">Whether it says <c>max</c>.</param>
internal readonly record struct TSqlType(string Name, int? First, bool IsMax)
{
    /// <summary>Of a column.</summary>
    public static TSqlType Of(CatalogColumn column) => Read(column.DeclaredType);

    /// <summary>Reads a declared type.</summary>
    public static TSqlType Read(string declared)
    {
        var open = declared.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return new(declared.Trim().ToLowerInvariant(), null, IsMax: false);
        }

        var first = declared[(open + 1)..].Split(',', ')')[0].Trim();
        return new(
            declared[..open].Trim().ToLowerInvariant(),
            int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            string.Equals(first, "max", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether it holds UTF-16 and needs no conversion to compare with it.</summary>
    public bool IsUnicode => Name is "nvarchar" or "nchar" or "sysname";

    /// <summary>Whether it changes with every update of its row, whatever the update says.</summary>
    public bool IsRowVersion => Name is "timestamp" or "rowversion";

    /// <summary>Digits of a second's fraction: datetime and smalldatetime show three, the others seven unless told.</summary>
    public int FractionDigits => Name is "datetime" or "smalldatetime" ? 3 : First ?? 7;

    /// <summary>The text's type in UTF-16: of its own length, and <c>max</c> where that would not hold it.</summary>
    public string AsUnicode => First is > 0 and <= 4000 and var length ? $"nvarchar({length})" : "nvarchar(max)";
}
