using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.Stores.Reading;
using SQLitePCL;

namespace Outbox.Stores.Sqlite;

/// <summary>What a SQLite file tells of its outbox: its view, the triggers' texts, and whether it can be written.</summary>
internal static class SqliteExaminer
{
    /// <summary>Looks.</summary>
    public static async Task<Examination> ExamineAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        CommandDefinition Command(string query) => new(SqliteQueries.Get(query), cancellationToken: cancellationToken);
        var seen = (await connection.QueryAsync<(string Code, string Subject, string Detail)>(Command("Examine")))
            .Select(o => new Observation(o.Code, o.Subject, o.Detail)).ToList();

        // SQLite has no SHA-256, and compiles no trigger in a view: what is gone or on another table the view tells by itself.
        seen.AddRange((await SqliteCaptures.FindAsync(connection, cancellationToken))
            .Where(fault => fault.State is CaptureState.Changed or CaptureState.Unbound)
            .Select(fault => new Observation(fault.State == CaptureState.Changed ? "OBX703" : "OBX713", fault.Table, fault.Detail)));
        if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
        {
            seen.Add(new Observation("OBX733", "read-only", "the file, or the connection's Mode, lets nobody write: give the connection Mode=ReadWrite and the file its rights"));
        }

        var journal = await connection.ExecuteScalarAsync<string>(new CommandDefinition("PRAGMA journal_mode", cancellationToken: cancellationToken));
        string[] notes =
        [
            journal == "wal"
                ? "journal mode WAL: readers and the one writer do not wait for each other"
                : $"journal mode {journal}: while one writes, readers wait; PRAGMA journal_mode = WAL lets them read on",
            "REPLACE deletes a row without firing its delete trigger, unless the connection has PRAGMA recursive_triggers = ON",
        ];
        return new Examination(seen, notes, []);
    }
}
