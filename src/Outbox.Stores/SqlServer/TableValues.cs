using System.Data;
using Dapper;
using Microsoft.Data.SqlClient.Server;
using Outbox.Core.Messages;

namespace Outbox.Stores.SqlServer;

/// <summary>Table-valued parameters, by the types of the migrations.</summary>
internal static class TableValues
{
    private const int MaxKey = 400;
    private const int MaxReason = 1_000;
    private const int MaxField = 300;

    /// <summary><c>outbox.LaneTokenList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter LaneTokens(IEnumerable<LaneToken> lanes) => Of(
        "outbox.LaneTokenList",
        [new("Lane", SqlDbType.TinyInt), new("Token", SqlDbType.BigInt)],
        lanes,
        static (record, lane) =>
        {
            record.SetByte(0, lane.Lane);
            record.SetInt64(1, lane.Token);
        });

    /// <summary><c>outbox.RouteList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter Routes(IEnumerable<MessageRoute> routes) => Of(
        "outbox.RouteList",
        [new("MessageId", SqlDbType.BigInt), new("PersonKey", SqlDbType.NVarChar, MaxKey), new("GuestEmail", SqlDbType.NVarChar, MaxKey)],
        routes,
        static (record, route) =>
        {
            record.SetInt64(0, route.MessageId);
            SetText(record, 1, route.PersonKey, MaxKey);
            SetText(record, 2, route.GuestEmail, MaxKey);
        });

    /// <summary><c>outbox.KeyList</c>; each key once. One that is longer than the type takes is nobody's.</summary>
    public static SqlMapper.ICustomQueryParameter Keys(IEnumerable<string> keys) => Of(
        "outbox.KeyList",
        [new("Key", SqlDbType.NVarChar, MaxKey)],
        keys.Where(key => key.Length <= MaxKey).Distinct(StringComparer.Ordinal),
        static (record, key) => record.SetString(0, key));

    /// <summary><c>outbox.MessageList</c>; each id once.</summary>
    public static SqlMapper.ICustomQueryParameter Messages(IEnumerable<long> ids) => Of(
        "outbox.MessageList", [new("MessageId", SqlDbType.BigInt)], ids.Distinct(), static (record, id) => record.SetInt64(0, id));

    /// <summary><c>outbox.OutcomeList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter Outcomes(IEnumerable<Outcome> outcomes) => Of(
        "outbox.OutcomeList",
        [new("MessageId", SqlDbType.BigInt), new("Status", SqlDbType.VarChar, 8), new("Reason", SqlDbType.NVarChar, MaxReason)],
        outcomes,
        static (record, outcome) =>
        {
            record.SetInt64(0, outcome.MessageId);
            record.SetString(1, outcome.Status.ToString().ToLowerInvariant());
            SetText(record, 2, outcome.Reason, MaxReason);
        });

    /// <summary><c>outbox.ShapedList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter Shaped(IEnumerable<ShapedRow> rows) => Of(
        "outbox.ShapedList",
        [
            new("MessageId", SqlDbType.BigInt), new("PersonKey", SqlDbType.NVarChar, MaxKey), new("PersonId", SqlDbType.NVarChar, MaxKey),
            new("SentAs", SqlDbType.NVarChar, 255), new("OccurredAt", SqlDbType.DateTime2, 0, 3), new("Properties", SqlDbType.NVarChar, SqlMetaData.Max),
        ],
        rows,
        static (record, row) =>
        {
            record.SetInt64(0, row.MessageId);
            SetText(record, 1, row.PersonKey);
            SetText(record, 2, row.PersonId);
            SetText(record, 3, row.SentAs);
            if (row.OccurredAt is { } time)
            {
                record.SetDateTime(4, time);
            }
            else
            {
                record.SetDBNull(4);
            }

            SetText(record, 5, row.Properties);
        });

    /// <summary><c>outbox.PersonList</c>; of a person named twice the later one.</summary>
    public static SqlMapper.ICustomQueryParameter People(IEnumerable<SentPerson> people) => Of(
        "outbox.PersonList",
        [new("PersonId", SqlDbType.NVarChar, MaxKey), new("AttributesHash", SqlDbType.VarChar, 64), new("Stamp", SqlDbType.BigInt)],
        people.GroupBy(p => p.PersonId, StringComparer.Ordinal).Select(same => same.Last()),
        static (record, person) =>
        {
            record.SetString(0, person.PersonId);
            SetText(record, 1, person.AttributesHash);
            record.SetInt64(2, person.Stamp);
        });

    /// <summary><c>outbox.MoveList</c>; each row once.</summary>
    public static SqlMapper.ICustomQueryParameter Moves(IEnumerable<MessageMove> moves) => Of(
        "outbox.MoveList",
        [new("MessageId", SqlDbType.BigInt), new("PersonKey", SqlDbType.NVarChar, MaxKey), new("PersonId", SqlDbType.NVarChar, MaxKey)],
        moves.DistinctBy(move => move.MessageId),
        static (record, move) =>
        {
            record.SetInt64(0, move.MessageId);
            SetText(record, 1, move.PersonKey, MaxKey);
            SetText(record, 2, move.PersonId, MaxKey);
        });

    /// <summary><c>outbox.GuestList</c>; of an id named twice the later one.</summary>
    public static SqlMapper.ICustomQueryParameter Guests(IEnumerable<GuestStage> guests) => Of(
        "outbox.GuestList",
        [
            new("PersonId", SqlDbType.NVarChar, MaxKey), new("PersonKey", SqlDbType.NVarChar, MaxKey),
            new("PrimaryId", SqlDbType.NVarChar, MaxKey), new("Stage", SqlDbType.VarChar, 8),
        ],
        guests.GroupBy(guest => guest.PersonId, StringComparer.Ordinal).Select(same => same.Last()),
        static (record, guest) =>
        {
            record.SetString(0, guest.PersonId);
            record.SetString(1, guest.PersonKey);
            record.SetString(2, guest.PrimaryId);
            record.SetString(3, guest.Stage.ToString().ToLowerInvariant());
        });

    /// <summary><c>outbox.RemovalList</c>; of a person named twice the later one.</summary>
    public static SqlMapper.ICustomQueryParameter Removals(IEnumerable<RemovalNote> removals) => Of(
        "outbox.RemovalList",
        [
            new("PersonHash", SqlDbType.Char, 64), new("Kind", SqlDbType.VarChar, 8), new("PersonId", SqlDbType.NVarChar, MaxKey),
            new("PersonKey", SqlDbType.NVarChar, MaxKey), new("RequestedAt", SqlDbType.DateTime2, 0, 3),
        ],
        removals.GroupBy(removal => removal.PersonHash, StringComparer.Ordinal).Select(same => same.Last()),
        static (record, removal) =>
        {
            record.SetString(0, removal.PersonHash);
            record.SetString(1, removal.Kind.ToString().ToLowerInvariant());
            record.SetString(2, removal.PersonId);
            SetText(record, 3, removal.PersonKey, MaxKey);
            record.SetDateTime(4, removal.RequestedAt);
        });

    /// <summary><c>outbox.DelayList</c>; each row once.</summary>
    public static SqlMapper.ICustomQueryParameter Delays(IEnumerable<MessageDelay> delays) => Of(
        "outbox.DelayList",
        [new("MessageId", SqlDbType.BigInt), new("DelayMs", SqlDbType.Int)],
        delays.DistinctBy(delay => delay.MessageId),
        static (record, delay) =>
        {
            record.SetInt64(0, delay.MessageId);
            record.SetInt32(1, (int)delay.Delay.TotalMilliseconds);
        });

    /// <summary><c>outbox.EmailList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter Emails(IEnumerable<EmailClaim> claims) => Of(
        "outbox.EmailList",
        [new("PersonId", SqlDbType.NVarChar, MaxKey), new("PersonKey", SqlDbType.NVarChar, MaxKey), new("EmailHash", SqlDbType.VarChar, 64)],
        claims,
        static (record, claim) =>
        {
            record.SetString(0, claim.PersonId);
            record.SetString(1, claim.PersonKey);
            SetText(record, 2, claim.EmailHash);
        });

    /// <summary><c>outbox.FaultList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter Faults(IEnumerable<RecordedFault> faults) => Of(
        "outbox.FaultList",
        [
            new("MessageId", SqlDbType.BigInt), new("CapturedBy", SqlDbType.NVarChar, MaxField), new("Code", SqlDbType.VarChar, 8),
            new("Field", SqlDbType.NVarChar, MaxField), new("Detail", SqlDbType.NVarChar, MaxReason),
        ],
        faults,
        static (record, fault) =>
        {
            if (fault.MessageId is { } id)
            {
                record.SetInt64(0, id);
            }
            else
            {
                record.SetDBNull(0);
            }

            record.SetString(1, fault.CapturedBy);
            record.SetString(2, fault.Code);
            SetText(record, 3, fault.Field, MaxField);
            SetText(record, 4, fault.Detail, MaxReason);
        });

    private static void SetText(SqlDataRecord record, int ordinal, string? text, int most = int.MaxValue)
    {
        if (text is null)
        {
            record.SetDBNull(ordinal);
        }
        else
        {
            record.SetString(ordinal, text.Length > most ? text[..most] : text);
        }
    }

    private static SqlMapper.ICustomQueryParameter Of<T>(
        string type, SqlMetaData[] columns, IEnumerable<T> rows, Action<SqlDataRecord, T> fill)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return Empty(columns).AsTableValuedParameter(type);
        }

        // The driver reads a record before it asks for the next: one serves for all.
        IEnumerable<SqlDataRecord> Records()
        {
            var record = new SqlDataRecord(columns);
            foreach (var row in all)
            {
                fill(record, row);
                yield return record;
            }
        }

        return Records().AsTableValuedParameter(type);
    }

    /// <summary>The driver takes no records that are none, but a table without rows.</summary>
    private static DataTable Empty(IEnumerable<SqlMetaData> columns)
    {
        var table = new DataTable();
        foreach (var column in columns)
        {
            table.Columns.Add(column.Name, column.SqlDbType switch
            {
                SqlDbType.BigInt => typeof(long),
                SqlDbType.TinyInt => typeof(byte),
                SqlDbType.Int => typeof(int),
                SqlDbType.DateTime2 => typeof(DateTime),
                _ => typeof(string),
            });
        }

        return table;
    }
}
