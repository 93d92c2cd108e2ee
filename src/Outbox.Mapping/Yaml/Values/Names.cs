using System.Buffers;
using Outbox.Core.Errors;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Yaml.Values;

/// <summary>
/// Reads names of tables and columns. Blanks and letters of any script may stand in them (<c>Order Details</c>); what
/// would need escaping in SQL may not, so that nobody has to wonder whether a name is quoted rightly.
/// </summary>
internal static class Names
{
    // SQL Server's sysname.
    private const int Longest = 128;
    private static readonly SearchValues<char> Refused = SearchValues.Create("'\"`[];");

    public static TableReference? Table(Element element)
    {
        if (element.Text() is not { } text)
            return null;
        var parts = text.Split('.');
        if (parts.Length > 2)
        {
            element.Report(
                LintCodes.BadTableName, $"The table name {text.Quoted()} has {parts.Length} parts.",
                "Write the table, or the schema and the table: a table of another database needs a view in this one.");
            return null;
        }

        return parts.All(part => IsFit(element, part, LintCodes.BadTableName, "table"))
            ? new TableReference(parts.Length == 2 ? new TableName(parts[0], parts[1]) : new TableName(null, parts[0]), element.At)
            : null;
    }

    public static ColumnReference? Column(Element element) =>
        element.Text() is { } text && IsFit(element, text, LintCodes.BadColumnName, "column")
            ? new ColumnReference(text, element.At)
            : null;

    /// <summary>The column that the element's key names.</summary>
    public static ColumnReference? KeyColumn(Element element) =>
        IsFit(element, element.Name, LintCodes.BadColumnName, "column") ? new ColumnReference(element.Name, element.KeyAt) : null;

    private static bool IsFit(Element element, string name, ErrorCode code, string what)
    {
        var wrong = Wrong(name);
        if (wrong is not null)
        {
            element.Report(
                code, $"The {what} name {name.Quoted()} {wrong}.",
                "Write the name as the database shows it, without quotes or brackets; where it has such characters, map a view that renames it.");
        }

        return wrong is null;
    }

    private static string? Wrong(string name) => name switch
    {
        "" => "is empty",
        _ when name.Length > Longest => $"has more than {Longest} characters",
        _ when name.AsSpan().IndexOfAny(Refused) is >= 0 and var i => $"has the character {name[i]}",
        _ when !IsPlainText(name) => "has a control character",
        _ when char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]) => "begins or ends with a blank",
        _ => null,
    };

    /// <summary>Whether the text has neither control characters nor halves of surrogate pairs.</summary>
    public static bool IsPlainText(string text) =>
        !text.Any(char.IsControl) && !text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD);
}
