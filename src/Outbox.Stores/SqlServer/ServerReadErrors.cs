using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// Sorts errors of reads of the shop's tables by their numbers (Microsoft Learn, "Database Engine events and errors"). Pure.
/// What passes by itself is <see cref="ServerFaults"/>' business, and sorted out before.
/// </summary>
/// <remarks>
/// | numbers | what | fault |
/// |---|---|---|
/// | 220, 232, 244, 246, 248, 518, 519, 520, 521, 523, 535, 517, 3606, 8115 | arithmetic overflow, dates too far apart | data |
/// | 235, 241, 242, 245, 293, 295, 296, 298, 8114, 8169, 9803 | conversion | data |
/// | 8134, 3607, 3623 | division by zero, a logarithm or root of what has none | data |
/// | 512 | two rows where one was meant | data |
/// | 530 | recursion without an end | data |
/// | 536, 537, 1014, 1023 | a length or a number of rows below zero | data |
/// | 2628, 8152 | truncation | data |
/// | 9400 to 9499 | XML that does not parse | data |
/// | 13600 to 13699 | JSON that does not parse, or has no such path | data |
/// | 6522 | an exception of a SQL CLR function | data |
/// | 102, 156, 201, 206, 207, 208, 213, 257, 260, 402, 403, 446, 451, 456, 457, 468, 529, 911, 1088, 2812, 4104, 4121, 4413, 4502, 8117, 8144, 8145, 8155, 8156, 8180, 7202, 15281, 15517 | a name that is gone, types that no longer fit, a view that no longer binds | definition |
/// | 229, 230, 262, 297, 300, 371, 916, 15247 | a right that is gone | definition |
/// | others | | unknown |
/// </remarks>
internal static partial class ServerReadErrors
{
    /// <summary>What an error is; of those that a definition lacks, the words are asked for the name.</summary>
    /// <param name="number">The error's number.</param>
    /// <param name="message">The server's words.</param>
    public static (ShopReadFault Fault, string Error, string? Subject) Of(int number, string message)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"SQL Server error {number}");
        if (DataWords(number) is { } words)
        {
            return (ShopReadFault.Data, $"{name} ({words})", null);
        }

        return DefinitionWords(number) is { } what
            ? (ShopReadFault.Definition, $"{name} ({what})", Missing().Match(message) is { Success: true } match ? match.Groups["name"].Value : null)
            : (ShopReadFault.Unknown, name, null);
    }

    /// <summary>The error as whoever reads the shop is told of it; of several, the first that says something.</summary>
    public static ShopReadException Of(SqlException error)
    {
        var known = error.Errors.Cast<SqlError>().Select(e => Of(e.Number, e.Message)).ToList();
        var (fault, name, subject) = known.FirstOrDefault(e => e.Fault != ShopReadFault.Unknown) is { Error: not null } told ? told : Of(error.Number, error.Message);
        return new ShopReadException(fault, name, subject, error);
    }

    private static string? DataWords(int number) => number switch
    {
        220 or 232 or 244 or 246 or 248 or 517 or 518 or 519 or 520 or 521 or 523 or 535 or 3606 or 8115 => "arithmetic overflow",
        235 or 241 or 242 or 245 or 293 or 295 or 296 or 298 or 8114 or 8169 or 9803 => "conversion",
        8134 or 3607 => "division by zero",
        3623 => "invalid floating point operation",
        512 => "two rows where one was meant",
        530 => "recursion without an end",
        536 or 537 or 1014 or 1023 => "a length below zero",
        2628 or 8152 => "truncation",
        >= 9400 and <= 9499 => "XML that does not parse",
        >= 13600 and <= 13699 => "JSON that does not parse",
        6522 => "an exception of a CLR function",
        _ => null,
    };

    private static string? DefinitionWords(int number) => number switch
    {
        207 or 4104 => "a column that is not there",
        208 or 2812 or 4121 or 911 or 7202 or 1088 => "an object that is not there",
        4413 or 4502 => "a view that does not bind",
        229 or 230 or 262 or 297 or 300 or 371 or 916 or 15247 or 15281 or 15517 => "a right that is not there",
        102 or 156 or 201 or 206 or 213 or 257 or 260 or 402 or 403 or 446 or 451 or 456 or 457 or 468 or 529
            or 8117 or 8144 or 8145 or 8155 or 8156 or 8180 => "a definition that does not fit",
        _ => null,
    };

    // Names of the schema: what these messages quote is never a value.
    [GeneratedRegex("""^(Invalid column name|Invalid object name|Could not use view or function|Could not find stored procedure|The multi-part identifier|.* permission was denied on the (object|column)) ['"](?<name>[^'"]{1,200})['"]""", RegexOptions.ExplicitCapture)]
    private static partial Regex Missing();
}
