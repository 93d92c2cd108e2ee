using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Outbox.Stores.Sqlite;

/// <summary>
/// Sorts errors of reads of the shop's tables. SQLite has one number, SQLITE_ERROR, for most of them, so that its fixed texts
/// tell them apart; none of these texts quotes a value of a row. Pure.
/// </summary>
/// <remarks>
/// | SQLite says | fault |
/// |---|---|
/// | malformed JSON; JSON path error, bad JSON path; JSON cannot hold BLOB values; integer overflow; LIKE or GLOB pattern too complex | data |
/// | SQLITE_TOOBIG, SQLITE_MISMATCH | data |
/// | no such column, table, view, function, collation sequence, module; ambiguous column name; syntax error; circularly defined; wrong number of arguments; not authorized | definition |
/// | anything else that <see cref="SqliteConnector.Explain"/> does not know | unknown |
/// </remarks>
internal static partial class SqliteReadErrors
{
    private static readonly (string Text, string Words)[] OfData =
    [
        ("malformed JSON", "JSON that does not parse"),
        ("JSON path", "a JSON path that does not fit"),
        ("JSON cannot hold BLOB values", "a BLOB where JSON is made"),
        ("integer overflow", "arithmetic overflow"),
        ("pattern too complex", "a pattern that is too complex"),
    ];

    private static readonly string[] OfDefinition =
    [
        "no such ", "ambiguous column name", "syntax error", "is circularly defined", "wrong number of arguments", "has no column",
        "not authorized", "prohibited", "expected ",
    ];

    /// <summary>What it is, without SQLite's words.</summary>
    /// <param name="code">The error's number.</param>
    /// <param name="extendedCode">The same, with what kind of it.</param>
    /// <param name="message">SQLite's words.</param>
    public static (ShopReadFault Fault, string Error, string? Subject) Of(int code, int extendedCode, string message)
    {
        if (OfData.FirstOrDefault(known => message.Contains(known.Text, StringComparison.OrdinalIgnoreCase)) is { Words: { } words })
        {
            return (ShopReadFault.Data, Named(words), null);
        }

        return code switch
        {
            SQLitePCL.raw.SQLITE_TOOBIG => (ShopReadFault.Data, Named("a value that is too long"), null),
            SQLitePCL.raw.SQLITE_MISMATCH => (ShopReadFault.Data, Named("a value of another type"), null),
            SQLitePCL.raw.SQLITE_ERROR or SQLitePCL.raw.SQLITE_AUTH or SQLitePCL.raw.SQLITE_SCHEMA
                when OfDefinition.Any(text => message.Contains(text, StringComparison.OrdinalIgnoreCase)) =>
                (ShopReadFault.Definition, Named("a definition that does not fit"), SubjectOf(message)),
            _ => (ShopReadFault.Unknown, $"SQLite error {extendedCode}", null),
        };

        string Named(string what) => $"SQLite error {extendedCode} ({what})";
    }

    /// <summary>The error as whoever reads the shop is told of it.</summary>
    public static ShopReadException Of(SqliteException error)
    {
        var (fault, name, subject) = Of(error.SqliteErrorCode, error.SqliteExtendedErrorCode, error.Message);
        return new ShopReadException(fault, name, subject, error);
    }

    // A name of the schema, as the mapping or a view spells it.
    private static string? SubjectOf(string message) => Missing().Match(message) is { Success: true } match
        ? match.Groups["name"].Value
        : null;

    [GeneratedRegex(@"(no such (column|table|view|function|collation sequence|module): |ambiguous column name: )(?<name>[^'\r\n]{1,200})", RegexOptions.ExplicitCapture)]
    private static partial Regex Missing();
}
