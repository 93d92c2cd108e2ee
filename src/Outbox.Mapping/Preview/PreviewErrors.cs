using Outbox.Core.Errors;

namespace Outbox.Mapping.Preview;

/// <summary>What <c>preview</c> cannot show, and what it says beside what it shows: OBX190 to OBX195, and OBX199.</summary>
public static class PreviewErrors
{
    /// <summary>The mapping has no event of that name.</summary>
    public static readonly ErrorCode UnknownEvent = new("OBX190", "Unknown event", ErrorKind.Configuration);

    /// <summary>A key that the event's id columns cannot hold.</summary>
    public static readonly ErrorCode BadKey = new("OBX191", "Key does not fit", ErrorKind.Configuration);

    /// <summary>An event of rows that are gone once it happens.</summary>
    public static readonly ErrorCode RowsGone = new("OBX192", "Rows that are gone", ErrorKind.Configuration);

    /// <summary>Beside an item: the row, as it is today, would not be captured, or not with all its values.</summary>
    public static readonly ErrorCode NotAsWritten = new("OBX193", "Row that a write would capture otherwise", ErrorKind.Row);

    /// <summary>The table has no row with that key.</summary>
    public static readonly ErrorCode NoRow = new("OBX194", "No such row", ErrorKind.Row);

    /// <summary>Customer.io did not take what was sent to a test profile.</summary>
    public static readonly ErrorCode NotTaken = new("OBX195", "Not taken", ErrorKind.CustomerIo);

    /// <summary>Beside an item: the event lies ahead of the database's clock, most likely by a wrong time zone.</summary>
    public static readonly ErrorCode InTheFuture = new("OBX199", "Event in the future", ErrorKind.Row);
}
