using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Outbox.Stores.Sqlite;

/// <summary>What SQLite knows of an open file beside its content.</summary>
internal static class SqliteFile
{
    // https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html
    private const int HasMovedCode = 20;

    /// <summary>
    /// Whether the file was deleted, renamed or replaced since the connection opened it: SQLite compares the inodes. What is
    /// written by such a connection is in a file that nobody else has.
    /// </summary>
    public static bool HasMoved(SqliteConnection connection) =>
        connection.Handle is { } handle
        && FileControl(handle, 0, HasMovedCode, out var hasMoved) == raw.SQLITE_OK
        && hasMoved != 0;

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(sqlite3 database, nint name, int operation, out int answer);
}
