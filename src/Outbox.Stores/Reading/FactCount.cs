namespace Outbox.Stores.Reading;

/// <summary>Facts of an event type within a time.</summary>
/// <param name="InTable">Rows of its table that show the fact today.</param>
/// <param name="InOutbox">Events of the outbox, repeats aside.</param>
public sealed record FactCount(long InTable, long InOutbox);
