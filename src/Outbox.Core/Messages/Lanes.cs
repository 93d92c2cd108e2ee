namespace Outbox.Core.Messages;

/// <summary>
/// The partitions of people. A person belongs to one lane by the hash of the key, a lane to one dispatcher; SQL Server
/// has <see cref="Count"/> of them, SQLite one.
/// </summary>
public static class Lanes
{
    /// <summary>Lanes on SQL Server: 0 to 15.</summary>
    public const int Count = 16;

    /// <summary>Of a row whose person is known only after another table was asked.</summary>
    public const byte Unrouted = 255;
}
