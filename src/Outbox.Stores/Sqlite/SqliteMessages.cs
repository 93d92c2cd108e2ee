using Microsoft.Data.Sqlite;
using Outbox.Core.Messages;

namespace Outbox.Stores.Sqlite;

/// <summary>Rows of the query <c>ReadPending</c>.</summary>
internal static class SqliteMessages
{
    /// <summary>The row at the reader, by the query's order of columns.</summary>
    public static OutboxMessage Read(SqliteDataReader row) => new()
    {
        MessageId = row.GetInt64(0),
        Kind = Kind(row.GetString(1)),
        CapturedBy = row.GetString(2),
        EventId = Text(row, 3),
        EventName = Text(row, 4),
        PersonKey = Text(row, 5),
        PersonId = Text(row, 6),
        Lane = row.GetByte(7),
        OccurredAtRaw = Text(row, 8),
        OccurredAtZone = Text(row, 9),
        OccurredAt = SqliteTime.ReadOrNull(Text(row, 10)),
        Captured = Text(row, 11),
        SentAs = Text(row, 12),
        Properties = Text(row, 13),
        Priority = (Priority)row.GetInt32(14),
        CreatedAt = SqliteTime.Read(row.GetString(15)),
        Attempts = row.GetInt32(16),
        IsDuplicate = row.GetBoolean(17),
        UnreadBytes = row.IsDBNull(18) ? null : row.GetInt64(18),
    };

    private static MessageKind Kind(string word) => word switch
    {
        "event" => MessageKind.Event,
        "touch" => MessageKind.Touch,
        "merge" => MessageKind.Merge,
        "delete" => MessageKind.Delete,
        "suppress" => MessageKind.Suppress,
        "restore" => MessageKind.Restore,
        "forget" => MessageKind.Forget,
        "object" => MessageKind.Object,
        "relation" => MessageKind.Relation,
        _ => throw new InvalidOperationException($"A row of kind '{word}' is not one of this version's."),
    };

    private static string? Text(SqliteDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
