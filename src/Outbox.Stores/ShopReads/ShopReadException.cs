namespace Outbox.Stores;

/// <summary>Why a read of the shop's own tables and views failed.</summary>
public enum ShopReadFault
{
    /// <summary>None of the others. It may pass, so that nothing is given up for it.</summary>
    Unknown,

    /// <summary>A value of a row: it cannot be converted, divided by, parsed. The other rows can be read.</summary>
    Data,

    /// <summary>A table, a column or a right that is gone: no row can be read before somebody has put it right.</summary>
    Definition,

    /// <summary>More than a read may hold in memory.</summary>
    TooLarge,
}

/// <summary>
/// A read of the shop's own tables and views failed, by the shop's data or by its definitions. What passes by itself is a
/// <see cref="StoreBusyException"/>.
/// </summary>
/// <param name="fault">Why.</param>
/// <param name="error">The engine's error by its number, in words of our own: a database's words quote values.</param>
/// <param name="subject">The table or column that a definition lacks, where the engine names it; null otherwise.</param>
/// <param name="inner">What the engine said: not for a log.</param>
public sealed class ShopReadException(ShopReadFault fault, string error, string? subject, Exception? inner) : Exception(error, inner)
{
    /// <summary>Why.</summary>
    public ShopReadFault Fault => fault;

    /// <summary>The engine's error by its number.</summary>
    public string Error => Message;

    /// <summary>The table or column that is lacking; null where the engine names none.</summary>
    public string? Subject => subject;
}
