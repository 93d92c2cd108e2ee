using Outbox.Stores.Reading;

namespace Outbox.Stores.SqlServer;

/// <summary>Settings of a server and its database that the outbox leans on; nulls where the server does not tell.</summary>
internal sealed record ServerSettings
{
    /// <summary>READ_COMMITTED_SNAPSHOT.</summary>
    public bool? IsVersioned { get; init; }

    /// <summary>ALLOW_SNAPSHOT_ISOLATION: 0 off, 1 on, 2 and 3 on their way.</summary>
    public int? SnapshotState { get; init; }

    /// <summary>AUTO_CLOSE.</summary>
    public bool? IsAutoClose { get; init; }

    /// <summary>READ_ONLY.</summary>
    public bool? IsReadOnly { get; init; }

    /// <summary>DELAYED_DURABILITY: 0 disabled, 1 allowed, 2 forced.</summary>
    public int? DelayedDurability { get; init; }

    /// <summary>The server's option "nested triggers".</summary>
    public bool? NestedTriggers { get; init; }

    /// <summary>The compatibility level.</summary>
    public int? CompatibilityLevel { get; init; }

    /// <summary>Triggers that the outbox has in this database.</summary>
    public int Triggers { get; init; }

    /// <summary>Judges them.</summary>
    /// <param name="lowestLevel">The lowest compatibility level that is taken.</param>
    public IEnumerable<Observation> Judge(int lowestLevel)
    {
        if (NestedTriggers == false)
        {
            yield return new Observation("OBX733", "nested triggers", "off: what other triggers write to a mapped table is not captured; EXEC sys.sp_configure N'nested triggers', 1; RECONFIGURE;");
        }

        if (DelayedDurability == 2)
        {
            yield return new Observation("OBX733", "DELAYED_DURABILITY", "FORCED: a crash can take back what was committed, and its event was sent; ALTER DATABASE CURRENT SET DELAYED_DURABILITY = DISABLED;");
        }

        if (IsReadOnly == true)
        {
            yield return new Observation("OBX733", "READ_ONLY", "the database takes no writes; ALTER DATABASE CURRENT SET READ_WRITE; or this is a readable secondary");
        }

        if (IsAutoClose == true)
        {
            yield return new Observation("OBX734", "AUTO_CLOSE", "ON: the database closes when the last connection does, and the next write waits for it; ALTER DATABASE CURRENT SET AUTO_CLOSE OFF;");
        }

        if (CompatibilityLevel < lowestLevel)
        {
            yield return new Observation("OBX734", "COMPATIBILITY_LEVEL", $"{CompatibilityLevel}: reads need {lowestLevel}; ALTER DATABASE CURRENT SET COMPATIBILITY_LEVEL = {lowestLevel};");
        }
    }

    /// <summary>What is as it is, and what <c>sp_Blitz</c> says of this outbox and why.</summary>
    public IEnumerable<string> Notes()
    {
        if (IsVersioned is { } versioned)
        {
            yield return versioned
                ? "READ_COMMITTED_SNAPSHOT is on: the queue is read by row versions, and nobody waits for it"
                : "READ_COMMITTED_SNAPSHOT is off: the queue is read with READPAST, and nobody waits for it";
        }

        if (SnapshotState is 1 or 2 or 3)
        {
            yield return "ALLOW_SNAPSHOT_ISOLATION is on: sessions under SNAPSHOT are captured like any other; their events come when they commit";
        }

        if (DelayedDurability == 1)
        {
            yield return "DELAYED_DURABILITY is ALLOWED: a transaction that asks for it can be lost after its event was sent";
        }

        yield return $"sp_Blitz says \"Triggers on Tables\" of {Triggers} tables: they are the outbox's, generated from the mapping; outbox migrate owns them";
        yield return "sp_BlitzIndex says \"Filtered indexes\" and may say \"Unused index\" of outbox.Message: IX_Message_Pending and IX_Message_Dead drain and count it, IX_Message_EventId finds repeats; keep them";
        yield return "sp_BlitzIndex may say that outbox.Message has no foreign keys, and that its lock escalation is disabled: both are meant, so that no write of the shop fails or waits";
        yield return "sp_BlitzCache shows outbox.ReadLanes among the most executed: an idle dispatcher looks every 20 to 250 ms, at an empty index";
    }
}
