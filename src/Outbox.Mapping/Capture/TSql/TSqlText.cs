using System.Text.Encodings.Web;
using System.Text.Json;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>The small words of T-SQL.</summary>
internal static class TSqlText
{
    /// <summary>Code points as they are: no case is ignored, and a full-width colon is no colon.</summary>
    public const string Binary = "COLLATE Latin1_General_100_BIN2";

    /// <summary>Characters above which a list takes a line for each of its items.</summary>
    private const int LongLine = 100;

    /// <summary>An identifier, in brackets where SQL Server would misread it.</summary>
    public static string Name(string identifier) => TSqlKeywords.IsPlainName(identifier)
        ? identifier
        : $"[{identifier.Replace("]", "]]", StringComparison.Ordinal)}]";

    /// <summary>A table's, view's or procedure's identifier with its schema.</summary>
    public static string Name(TableName table) => $"{Name(table.Schema ?? "dbo")}.{Name(table.Name)}";

    /// <summary>A column of a row in the database's own spelling: its names may tell case apart.</summary>
    public static string Column(CatalogTable table, string row, string column) => $"{row}.{Name(Spelling(table, column))}";

    /// <summary>A column's name as the database spells it.</summary>
    public static string Spelling(CatalogTable table, string column) => table.Find(column)?.Name ?? column;

    /// <summary>A text literal. Line breaks and <c>$(</c> come apart: sqlcmd would take them for a GO or a variable.</summary>
    public static string Text(string value) => "N'" + value
        .Replace("'", "''", StringComparison.Ordinal)
        .Replace("\r", "' + NCHAR(13) + N'", StringComparison.Ordinal)
        .Replace("\n", "' + NCHAR(10) + N'", StringComparison.Ordinal)
        .Replace("$(", "$' + N'(", StringComparison.Ordinal) + "'";

    /// <summary>What stands in a comment: one line that neither ends the comment nor opens another.</summary>
    public static string Comment(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))
        .Replace("*/", "* /", StringComparison.Ordinal)
        .Replace("/*", "/ *", StringComparison.Ordinal);

    /// <summary>The path of a captured value in what a module is fed with; its key as JSON spells it.</summary>
    public static string CapturedPath(string key) =>
        $"'$.Captured.\"{JsonEncodedText.Encode(key, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value.Replace("'", "''", StringComparison.Ordinal)}\"'";

    /// <summary>Items in one line, or one a line where that would be too long.</summary>
    public static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Sum(i => i.Length + 2) <= LongLine && !all.Exists(i => i.Contains('\n', StringComparison.Ordinal))
            ? " " + string.Join(", ", all)
            : "\n" + Indent(string.Join(",\n", all));
    }

    /// <summary>Every line that is not empty four spaces further in.</summary>
    public static string Indent(string text, int levels = 1) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', 4 * levels) + line));

    /// <summary>A block in BEGIN and END.</summary>
    public static string Block(IEnumerable<string> statements) => $"BEGIN\n{Indent(string.Join("\n\n", statements))}\nEND";

    /// <summary>The column; one of unknown kind where the table does not have it.</summary>
    public static CatalogColumn Declared(CatalogTable table, string column) =>
        table.Find(column) ?? new CatalogColumn(column, "", ColumnKind.Unknown, IsNullable: true);
}
