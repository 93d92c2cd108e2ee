using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>The small words of SQLite's SQL.</summary>
internal static class SqliteText
{
    /// <summary>A function took 127 arguments at most before SQLite 3.48, and triggers run in the shop's own library.</summary>
    private const int PairsOfACall = 60;

    /// <summary>An identifier, in double quotes where SQLite would misread it.</summary>
    public static string Name(string identifier) => SqliteKeywords.IsPlainName(identifier)
        ? identifier
        : $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A table's or view's identifier; SQLite has no schemas.</summary>
    public static string Name(TableName table) => Name(table.Name);

    /// <summary>A column of a row.</summary>
    public static string Column(string row, string column) => $"{row}.{Name(column)}";

    /// <summary>A text literal.</summary>
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A comment's text: one line, whatever the mapping says.</summary>
    public static string Comment(string text) => "-- " + string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>The path of a key in a JSON object within another.</summary>
    public static string JsonPath(string outer, string key) => Text($"$.{outer}.\"{key}\"");

    /// <summary>
    /// A raw value that <c>json_object</c> takes: it fails on a BLOB, and any column of SQLite can hold one.
    /// By <c>typeof</c> and no comparison: that would need the column's collation, which a connection may not have.
    /// </summary>
    public static string Raw(string expression) => $"iif(typeof({expression}) = 'blob', hex({expression}), {expression})";

    /// <summary>A column's raw value; the table's own INTEGER PRIMARY KEY can hold no BLOB.</summary>
    public static string Raw(CatalogTable table, string row, string column) =>
        IsRowId(table, column) ? Column(row, column) : Raw(Column(row, column));

    /// <summary>The beginning of a raw value: a column of SQLite can hold a text of any length, whatever it declares.</summary>
    public static string Raw(string expression, int most) =>
        $"CASE typeof({expression}) WHEN 'text' THEN substr({expression}, 1, {most}) WHEN 'blob' THEN hex(substr({expression}, 1, {most})) ELSE {expression} END";

    /// <summary><c>json_object(key, value, …)</c> of the beginnings of columns of a row.</summary>
    public static string Object(string row, IEnumerable<string> columns, int most) =>
        Object(columns.Select(c => (c, Raw(Column(row, c), most))));

    /// <summary><c>json_object(key, value, …)</c> of columns of a row.</summary>
    public static string Object(string row, IEnumerable<string> columns) =>
        Object(columns.Select(c => (c, Raw(Column(row, c)))));

    /// <summary><c>json_object(key, value, …)</c>, a pair a line.</summary>
    public static string Object(IEnumerable<(string Key, string Value)> pairs)
    {
        var parts = pairs.Chunk(PairsOfACall).Select(some => Call("json_object", some.Select(p => $"{Text(p.Key)}, {p.Value}"))).ToList();
        return parts switch
        {
            [] => "json_object()",
            [var whole] => whole,
            _ => Call("json", [string.Join("\n|| ',' || ", parts.Select((part, i) => Open(part, isFirst: i == 0, isLast: i == parts.Count - 1)))]),
        };

        // Only raw values come so many; they end with a quote or a digit, so that what is trimmed is the object's brace.
        static string Open(string part, bool isFirst, bool isLast) => (isFirst, isLast) switch
        {
            (true, _) => $"rtrim({part}, '}}')",
            (_, true) => $"ltrim({part}, '{{')",
            _ => $"trim({part}, '{{}}')",
        };
    }

    /// <summary>A call with an argument a line, or in one line where it has one at most.</summary>
    public static string Call(string function, IEnumerable<string> arguments)
    {
        var list = arguments.ToList();
        return list.Count < 2
            ? $"{function}({string.Concat(list)})"
            : $"{function}(\n{Indent(string.Join(",\n", list))})";
    }

    /// <summary>Every line that is not empty four spaces further in.</summary>
    public static string Indent(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));

    /// <summary>Whether a column is another name of the row id: the one type that SQLite enforces, and never NULL.</summary>
    public static bool IsRowId(CatalogTable table, string column) =>
        table.PrimaryKey is [var key]
        && string.Equals(key, column, StringComparison.OrdinalIgnoreCase)
        && string.Equals(table.Find(column)?.DeclaredType, "INTEGER", StringComparison.OrdinalIgnoreCase);

    /// <summary>The kind of a column; unknown where the table does not declare it.</summary>
    public static ColumnKind KindOf(CatalogTable table, string column) => table.Find(column)?.Kind ?? ColumnKind.Unknown;
}
