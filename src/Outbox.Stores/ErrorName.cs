using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Outbox.Core.Errors;

namespace Outbox.Stores;

/// <summary>
/// An error for a log: enough to look it up, without its words. A database quotes the value that it could not convert or
/// store, and that can be anyone's e-mail address.
/// </summary>
public static class ErrorName
{
    /// <summary>The name, such as <c>OBX207</c>, <c>SQL Server error 208 in outbox.Due_x, line 7</c> or a type's.</summary>
    public static string Of(Exception error) => error switch
    {
        OutboxException known => known.Code.Id,
        StoreBusyException { InnerException: { } cause } => $"busy: {Of(cause)}",
        SqlException { Procedure: { Length: > 0 } procedure } sql => $"SQL Server error {sql.Number} in {procedure}, line {sql.LineNumber}",
        SqlException sql => $"SQL Server error {sql.Number}",
        SqliteException sqlite => $"SQLite error {sqlite.SqliteExtendedErrorCode}",
        _ => error.GetType().Name,
    };

    /// <summary>Whether the error's own words can hold values of rows.</summary>
    public static bool MayQuoteValues(Exception error) => error is DbException;
}
