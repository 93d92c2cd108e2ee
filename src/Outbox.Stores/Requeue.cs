namespace Outbox.Stores;

/// <summary>Which dead rows are taken back; all that is given must fit.</summary>
/// <param name="EventName">The event, or the kind of a row that is none.</param>
/// <param name="Code">The code at the beginning of the reason, such as <c>OBX459</c>.</param>
/// <param name="Person">The key, or the id at Customer.io.</param>
/// <param name="From">Captured at or after it, UTC.</param>
/// <param name="To">Captured before it, UTC.</param>
public sealed record RequeueFilter(string? EventName = null, string? Code = null, string? Person = null, DateTime? From = null, DateTime? To = null);

/// <summary>Rows of one name and one reason.</summary>
/// <param name="Name">The event, or the kind of rows that are none.</param>
/// <param name="Code">The code of the reason.</param>
/// <param name="Rows">How many.</param>
/// <param name="Late">Of these, events older than 72 hours: they start no campaign.</param>
public sealed record RequeuedRows(string Name, string Code, long Rows, long Late);
