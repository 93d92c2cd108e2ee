namespace Outbox.Stores.Reading;

/// <summary>The outbox in numbers.</summary>
/// <param name="Rows">By type and state.</param>
/// <param name="Health">Whether delivery keeps up.</param>
/// <param name="Lag">How long events took of late.</param>
/// <param name="Requests">Of the last hour, by answer.</param>
/// <param name="Lanes">In order.</param>
/// <param name="Dispatchers">Those alive, and those not seen to stop.</param>
/// <param name="Volume">By day and type, and a line without a name for each whole day.</param>
/// <param name="People">Persons whom Customer.io has accepted from this outbox.</param>
public sealed record OutboxStatus(
    StoreStatus Rows,
    StoreHealth Health,
    DeliveryLag Lag,
    IReadOnlyList<AnsweredRequests> Requests,
    IReadOnlyList<LaneView> Lanes,
    IReadOnlyList<DispatcherView> Dispatchers,
    IReadOnlyList<DayVolume> Volume,
    long People)
{
    /// <summary>Items a second, of the last minute.</summary>
    public double Rate => Requests.Sum(r => r.ItemsOfLastMinute) / 60.0;
}

/// <summary>Time from a live event's write to its acceptance, of the last 10,000; nulls where there were none.</summary>
/// <param name="Events">How many were looked at.</param>
/// <param name="P50Ms">Half of them took no longer, in milliseconds.</param>
/// <param name="P95Ms">95 of 100.</param>
/// <param name="P99Ms">99 of 100.</param>
/// <param name="MaxMs">The slowest.</param>
public sealed record DeliveryLag(long Events, long? P50Ms, long? P95Ms, long? P99Ms, long? MaxMs);

/// <summary>Requests that were answered alike.</summary>
/// <param name="Answer">What it was taken for.</param>
/// <param name="Requests">How many.</param>
/// <param name="Items">In them.</param>
/// <param name="ItemsOfLastMinute">In those of the last minute.</param>
/// <param name="AverageMs">Until the answer, in milliseconds.</param>
/// <param name="LastAt">When the last began, UTC.</param>
public sealed record AnsweredRequests(string Answer, long Requests, long Items, long ItemsOfLastMinute, long AverageMs, DateTime LastAt);

/// <summary>A lane.</summary>
/// <param name="Lane">Its number.</param>
/// <param name="Owner">Whose it is or was; null for nobody's.</param>
/// <param name="LeasedUntil">UTC.</param>
/// <param name="IsFree">Whether nobody holds it.</param>
/// <param name="Pending">Rows that wait in it.</param>
/// <param name="OldestPendingAt">When the oldest of them was written, UTC.</param>
public sealed record LaneView(int Lane, string? Owner, DateTime? LeasedUntil, bool IsFree, long Pending, DateTime? OldestPendingAt);

/// <summary>A dispatcher.</summary>
/// <param name="Owner">Its name.</param>
/// <param name="Host">The machine.</param>
/// <param name="Version">Of the program.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="SeenAt">UTC.</param>
/// <param name="IsAlive">Whether it was seen within its lease.</param>
public sealed record DispatcherView(string Owner, string Host, string Version, DateTime StartedAt, DateTime SeenAt, bool IsAlive);

/// <summary>A day's rows.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Name">The event type or kind; null for the whole day.</param>
/// <param name="Captured">Rows.</param>
/// <param name="Sent">Of them, accepted.</param>
/// <param name="People">Persons whom they name: profiles touched.</param>
public sealed record DayVolume(DateOnly Day, string? Name, long Captured, long Sent, long People);
