using Microsoft.Data.SqlClient;
using Outbox.Core.Messages;

namespace Outbox.Stores.SqlServer;

/// <summary>Rows of the procedure <c>outbox.ReadLanes</c>.</summary>
internal static class ServerMessages
{
    /// <summary>The row at the reader, by the procedure's order of columns.</summary>
    public static OutboxMessage Read(SqlDataReader row) => new()
    {
        MessageId = row.GetInt64(0),
        Kind = Enum.Parse<MessageKind>(row.GetString(1), ignoreCase: true),
        CapturedBy = row.GetString(2),
        EventId = Text(row, 3),
        EventName = Text(row, 4),
        PersonKey = Text(row, 5),
        PersonId = Text(row, 6),
        Lane = row.GetByte(7),
        OccurredAtRaw = Text(row, 8),
        OccurredAtZone = Text(row, 9),
        OccurredAt = row.IsDBNull(10) ? null : Utc(row, 10),
        Captured = Text(row, 11),
        SentAs = Text(row, 12),
        Properties = Text(row, 13),
        Priority = (Priority)row.GetByte(14),
        CreatedAt = Utc(row, 15),
        Attempts = row.GetInt32(16),
        IsDuplicate = row.GetBoolean(17),
        UnreadBytes = row.IsDBNull(18) ? null : row.GetInt64(18),
    };

    /// <summary>A UTC time: <c>datetime2</c> itself says nothing of zones.</summary>
    public static DateTime Utc(SqlDataReader row, int ordinal) => DateTime.SpecifyKind(row.GetDateTime(ordinal), DateTimeKind.Utc);

    private static string? Text(SqlDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
