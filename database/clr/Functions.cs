using System;
using System.Collections;
using System.Data.SqlTypes;
using Microsoft.SqlServer.Server;
using Outbox.Core.People;

namespace Outbox.Clr;

/// <summary>
/// What SQL Server calls. Every function takes NULL, reads no data, keeps nothing between calls and has a twin in T-SQL
/// with the same result (<c>database/sqlserver/programmable/functions</c>).
/// </summary>
public static class Functions
{
    /// <summary>What Customer.io de-duplicates an event by: <c>outbox.EventUlid_Clr</c>.</summary>
    /// <param name="source">The mapping's <c>source</c>.</param>
    /// <param name="eventId">The event id as sent.</param>
    [return: SqlFacet(MaxSize = 26)]
    [SqlFunction(IsDeterministic = true, IsPrecise = true, DataAccess = DataAccessKind.None, SystemDataAccess = SystemDataAccessKind.None)]
    public static SqlString EventUlid([SqlFacet(MaxSize = 4000)] SqlString source, [SqlFacet(MaxSize = 4000)] SqlString eventId) =>
        source.IsNull || eventId.IsNull ? SqlString.Null : new SqlString(Ulid.Of(source.Value, eventId.Value));

    /// <summary>Why the data of an event would be refused; NULL where it would not: <c>outbox.PropertiesFault_Clr</c>.</summary>
    /// <param name="json">The data.</param>
    [return: SqlFacet(MaxSize = 200)]
    [SqlFunction(IsDeterministic = true, IsPrecise = true, DataAccess = DataAccessKind.None, SystemDataAccess = SystemDataAccessKind.None)]
    public static SqlString PropertiesFault([SqlFacet(MaxSize = -1)] SqlChars? json)
    {
        if (json is null || json.IsNull)
        {
            return SqlString.Null;
        }

        // The length is known before the text is read: one of gigabytes is not taken into memory to be refused.
        var fault = json.Length > Core.Events.PropertiesFault.MaxBytes
            ? Core.Events.PropertiesFault.TooLarge
            : Core.Events.PropertiesFault.Of(Utf8.Read(json));
        return fault is null ? SqlString.Null : new SqlString(fault);
    }

    /// <summary>Bytes of a text in UTF-8: <c>outbox.Utf8Length_Clr</c>.</summary>
    /// <param name="text">The text.</param>
    [SqlFunction(IsDeterministic = true, IsPrecise = true, DataAccess = DataAccessKind.None, SystemDataAccess = SystemDataAccessKind.None)]
    public static SqlInt64 Utf8Length([SqlFacet(MaxSize = -1)] SqlChars? text) =>
        text is null || text.IsNull ? SqlInt64.Null : new SqlInt64(Utf8.Length(text));

    /// <summary>An e-mail address, trimmed and in small letters: <c>outbox.NormalizeEmail_Clr</c>.</summary>
    /// <param name="email">The address.</param>
    [return: SqlFacet(MaxSize = 4000)]
    [SqlFunction(IsDeterministic = true, IsPrecise = true, DataAccess = DataAccessKind.None, SystemDataAccess = SystemDataAccessKind.None)]
    public static SqlString NormalizeEmail([SqlFacet(MaxSize = 4000)] SqlString email) =>
        email.IsNull ? SqlString.Null : new SqlString(EmailAddress.Normalize(email.Value));

    /// <summary>What a ULID tells: <c>outbox.DecodeUlid_Clr</c>. No row where the text is none.</summary>
    /// <param name="ulid">The ULID, in either case.</param>
    [SqlFunction(
        IsDeterministic = true,
        IsPrecise = true,
        DataAccess = DataAccessKind.None,
        SystemDataAccess = SystemDataAccessKind.None,
        FillRowMethodName = nameof(FillUlid),
        TableDefinition = "TimeUtc datetime2(3), HashPrefix nvarchar(28)")]
    public static IEnumerable DecodeUlid([SqlFacet(MaxSize = 4000)] SqlString ulid)
    {
        var decoded = ulid.IsNull ? null : Ulid.Decode(ulid.Value);
        return decoded is null ? Array.Empty<Ulid>() : new[] { decoded };
    }

    /// <summary>Hands a row of <see cref="DecodeUlid"/> to SQL Server.</summary>
    /// <param name="row">The row.</param>
    /// <param name="timeUtc">The time that the ULID names; null where SQL Server has no such year.</param>
    /// <param name="hashPrefix">The first 14 bytes of the SHA-256 that it was made of, in hex; null where it is none of the outbox's.</param>
    public static void FillUlid(object row, out DateTime? timeUtc, out SqlString hashPrefix)
    {
        var ulid = (Ulid)row;
        timeUtc = ulid.TimeUtc;
        hashPrefix = ulid.HashPrefix is null ? SqlString.Null : new SqlString(ulid.HashPrefix);
    }
}
