using Outbox.Stores.Reading;

namespace Outbox.Stores.Sqlite;

/// <summary>A row of <c>ReadTypeHistory</c>, as SQLite types it.</summary>
internal sealed record SqliteHistory
{
    public string Name { get; init; } = "";

    public long IsMapped { get; init; }

    public string? FirstShadowAt { get; init; }

    public string? LastShadowAt { get; init; }

    public long Captured { get; init; }

    public long SentAsShadow { get; init; }

    public long SentLive { get; init; }

    public long Skipped { get; init; }

    public long Dead { get; init; }

    public long Pending { get; init; }

    public long WithoutId { get; init; }

    public long WithoutTime { get; init; }

    /// <summary>As the product has it.</summary>
    public TypeHistory Told => new(
        Name, IsMapped == 1, SqliteTime.ReadOrNull(FirstShadowAt), SqliteTime.ReadOrNull(LastShadowAt),
        Captured, SentAsShadow, SentLive, Skipped, Dead, Pending, WithoutId, WithoutTime);
}
