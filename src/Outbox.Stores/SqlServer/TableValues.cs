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
    private const int MaxOwner = 200;

    /// <summary>The two columns by which a row is known, the first of each type that names rows.</summary>
    private static readonly SqlMetaData[] Row = [new("MessageId", SqlDbType.BigInt), new("CreatedAt", SqlDbType.DateTime2, 0, 3)];

    /// <summary><c>outbox.LaneTokenList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter LaneTokens(IEnumerable<LaneToken> lanes) => Of(
        "outbox.LaneTokenList",
        [new("Lane", SqlDbType.TinyInt), new("Token", SqlDbType.BigInt), new("Owner", SqlDbType.NVarChar, MaxOwner)],
        lanes,
        static (record, lane) =>
        {
            record.SetByte(0, lane.Lane);
            record.SetInt64(1, lane.Token);
            record.SetString(2, lane.Owner);
        });

    /// <summary><c>outbox.RouteList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter Routes(IEnumerable<MessageRoute> routes) => Of(
        "outbox.RouteList",
        [.. Row, new("PersonKey", SqlDbType.NVarChar, MaxKey), new("GuestEmail", SqlDbType.NVarChar, MaxKey)],
        routes,
        static (record, route) =>
        {
            SetRow(record, route.Row);
            SetText(record, 2, route.PersonKey, MaxKey);
            SetText(record, 3, route.GuestEmail, MaxKey);
        });

    /// <summary><c>outbox.KeyList</c>; each key once. One that is longer than the type takes is nobody's.</summary>
    public static SqlMapper.ICustomQueryParameter Keys(IEnumerable<string> keys) => Of(
        "outbox.KeyList",
        [new("Key", SqlDbType.NVarChar, MaxKey)],
        keys.Where(key => key.Length <= MaxKey).Distinct(StringComparer.Ordinal),
        static (record, key) => record.SetString(0, key));

    /// <summary><c>outbox.MessageList</c>; each row once.</summary>
    public static SqlMapper.ICustomQueryParameter Messages(IEnumerable<RowKey> rows) =>
        Of("outbox.MessageList", Row, rows.DistinctBy(row => row.MessageId), SetRow);

    /// <summary><c>outbox.OutcomeList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter Outcomes(IEnumerable<Outcome> outcomes) => Of(
        "outbox.OutcomeList",
        [.. Row, new("Status", SqlDbType.VarChar, 8), new("Reason", SqlDbType.NVarChar, MaxReason)],
        outcomes,
        static (record, outcome) =>
        {
            SetRow(record, outcome.Row);
            record.SetString(2, outcome.Status.ToString().ToLowerInvariant());
            SetText(record, 3, outcome.Reason, MaxReason);
        });

    /// <summary><c>outbox.ShapedList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter Shaped(IEnumerable<ShapedRow> rows) => Of(
        "outbox.ShapedList",
        [
            .. Row, new("PersonKey", SqlDbType.NVarChar, MaxKey), new("PersonId", SqlDbType.NVarChar, MaxKey),
            new("SentAs", SqlDbType.NVarChar, 255), new("OccurredAt", SqlDbType.DateTime2, 0, 3), new("Properties", SqlDbType.NVarChar, SqlMetaData.Max),
        ],
        rows,
        static (record, row) =>
        {
            SetRow(record, row.Row);
            SetText(record, 2, row.PersonKey);
            SetText(record, 3, row.PersonId);
            SetText(record, 4, row.SentAs);
            if (row.OccurredAt is { } time)
            {
                record.SetDateTime(5, time);
            }
            else
            {
                record.SetDBNull(5);
            }

            SetText(record, 6, row.Properties);
        });

    /// <summary><c>outbox.PersonList</c>; of a person named twice the later one.</summary>
    public static SqlMapper.ICustomQueryParameter People(IEnumerable<SentPerson> people) => Of(
        "outbox.PersonList",
        [
            new("PersonId", SqlDbType.NVarChar, MaxKey), new("AttributesHash", SqlDbType.VarChar, 64), new("Stamp", SqlDbType.BigInt),
            new("Baseline", SqlDbType.NVarChar, SentPerson.MostBaseline),
        ],
        people.GroupBy(p => p.PersonId, StringComparer.Ordinal).Select(same => same.Last()),
        static (record, person) =>
        {
            record.SetString(0, person.PersonId);
            SetText(record, 1, person.AttributesHash);
            record.SetInt64(2, person.Stamp);
            SetText(record, 3, person.Baseline);
        });

    /// <summary><c>outbox.MoveList</c>; each row once.</summary>
    public static SqlMapper.ICustomQueryParameter Moves(IEnumerable<MessageMove> moves) => Of(
        "outbox.MoveList",
        [.. Row, new("Lane", SqlDbType.TinyInt), new("PersonKey", SqlDbType.NVarChar, MaxKey), new("PersonId", SqlDbType.NVarChar, MaxKey)],
        moves.DistinctBy(move => move.Row.MessageId),
        static (record, move) =>
        {
            SetRow(record, move.Row);
            record.SetByte(2, move.Lane);
            SetText(record, 3, move.PersonKey, MaxKey);
            SetText(record, 4, move.PersonId, MaxKey);
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
            new("EmailHash", SqlDbType.VarChar, 64),
        ],
        removals.GroupBy(removal => removal.PersonHash, StringComparer.Ordinal).Select(same => same.Last()),
        static (record, removal) =>
        {
            record.SetString(0, removal.PersonHash);
            record.SetString(1, removal.Kind.ToString().ToLowerInvariant());
            record.SetString(2, removal.PersonId);
            SetText(record, 3, removal.PersonKey, MaxKey);
            record.SetDateTime(4, removal.RequestedAt);
            SetText(record, 5, removal.EmailHash);
        });

    /// <summary><c>outbox.DelayList</c>; each row once.</summary>
    public static SqlMapper.ICustomQueryParameter Delays(IEnumerable<MessageDelay> delays) => Of(
        "outbox.DelayList",
        [.. Row, new("DelayMs", SqlDbType.Int)],
        delays.DistinctBy(delay => delay.Row.MessageId),
        static (record, delay) =>
        {
            SetRow(record, delay.Row);
            record.SetInt32(2, (int)delay.Delay.TotalMilliseconds);
        });

    /// <summary><c>outbox.AddressList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter Addresses(IEnumerable<AddressClaim> claims) => Of(
        "outbox.AddressList",
        [
            new("PersonId", SqlDbType.NVarChar, MaxKey), new("Kind", SqlDbType.VarChar, 5), new("PersonKey", SqlDbType.NVarChar, MaxKey),
            new("AddressHash", SqlDbType.VarChar, 64), new("PersonHash", SqlDbType.Char, 64),
        ],
        claims,
        static (record, claim) =>
        {
            record.SetString(0, claim.PersonId);
            record.SetString(1, claim.Kind);
            record.SetString(2, claim.PersonKey);
            SetText(record, 3, claim.AddressHash);
            record.SetString(4, claim.PersonHash);
        });

    /// <summary><c>outbox.FaultList</c>.</summary>
    public static SqlMapper.ICustomQueryParameter Faults(IEnumerable<RecordedFault> faults) => Of(
        "outbox.FaultList",
        [
            .. Row, new("CapturedBy", SqlDbType.NVarChar, MaxField), new("Code", SqlDbType.VarChar, 8),
            new("Field", SqlDbType.NVarChar, MaxField), new("Detail", SqlDbType.NVarChar, MaxReason),
        ],
        faults,
        static (record, fault) =>
        {
            if (fault.Row is { } row)
            {
                SetRow(record, row);
            }
            else
            {
                record.SetDBNull(0);
                record.SetDBNull(1);
            }

            record.SetString(2, fault.CapturedBy);
            record.SetString(3, fault.Code);
            SetText(record, 4, fault.Field, MaxField);
            SetText(record, 5, fault.Detail, MaxReason);
        });

    private static void SetRow(SqlDataRecord record, RowKey row)
    {
        record.SetInt64(0, row.MessageId);
        record.SetDateTime(1, row.CreatedAt);
    }

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
