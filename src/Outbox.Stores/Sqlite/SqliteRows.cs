using Outbox.Core.Messages;

namespace Outbox.Stores.Sqlite;

/// <summary>Rows as a statement's JSON parameter names them: by number and by when they were written, as the column has it.</summary>
internal static class SqliteRows
{
    /// <summary>Some rows.</summary>
    public static string Write(IEnumerable<RowKey> rows) =>
        StoredJson.Write(rows.Select(row => new { row.MessageId, CreatedAt = SqliteTime.Write(row.CreatedAt) }));

    /// <summary>Faults, with the rows that they belong to.</summary>
    public static string Write(IEnumerable<RecordedFault> faults) => StoredJson.Write(faults.Select(fault => new
    {
        fault.Row?.MessageId,
        CreatedAt = fault.Row is { } row ? SqliteTime.Write(row.CreatedAt) : null,
        fault.CapturedBy,
        fault.Code,
        fault.Field,
        fault.Detail,
    }));
}
