using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>What is decided or settled about who people are. Recording it twice does no harm.</summary>
/// <param name="Guests">Links, merges under way and done.</param>
/// <param name="Removals">Persons removed, and suppressions that ended.</param>
/// <param name="Delays">Rows that wait.</param>
/// <param name="Erased">Rows of persons who are forgotten: they lose their payload.</param>
/// <param name="Erasures">Persons whose data goes from everywhere in the outbox.</param>
public sealed record Settlement(
    IReadOnlyList<GuestStage> Guests,
    IReadOnlyList<RemovalNote> Removals,
    IReadOnlyList<MessageDelay> Delays,
    IReadOnlyList<RowKey> Erased,
    IReadOnlyList<Erasure> Erasures)
{
    /// <summary>Nothing.</summary>
    public static readonly Settlement Nothing = new([], [], [], [], []);

    /// <summary>Whether there is nothing to record.</summary>
    public bool IsEmpty => Guests.Count + Removals.Count + Delays.Count + Erased.Count + Erasures.Count == 0;
}

/// <summary>How far a merge is.</summary>
public enum MergeStage
{
    /// <summary>It is known whom the id stands for.</summary>
    Linked,

    /// <summary>A request that merges them is about to start.</summary>
    Merging,

    /// <summary>Customer.io has accepted it.</summary>
    Merged,
}

/// <summary>A guest, or a former key, and the person.</summary>
/// <param name="PersonId">The id that stands for the person.</param>
/// <param name="PersonKey">The person's key.</param>
/// <param name="PrimaryId">The person's id.</param>
/// <param name="Stage">How far it is.</param>
public sealed record GuestStage(string PersonId, string PersonKey, string PrimaryId, MergeStage Stage);

/// <summary>How a person was removed.</summary>
public enum RemovalKind
{
    /// <summary>Deleted: whoever comes with the same key later is let in.</summary>
    Delete,

    /// <summary>Suppressed: nothing is sent any more.</summary>
    Suppress,

    /// <summary>Forgotten: nothing is sent any more, and nothing is kept.</summary>
    Forget,

    /// <summary>A suppression has ended.</summary>
    Restore,
}

/// <summary>A removal, or its end.</summary>
/// <param name="PersonHash">Hash of the id.</param>
/// <param name="Kind">What was done.</param>
/// <param name="PersonId">The id; not kept.</param>
/// <param name="PersonKey">The key, to send the person again once a suppression has ended; not kept. Null for a guest.</param>
/// <param name="RequestedAt">When the shop asked for it, UTC.</param>
public sealed record RemovalNote(string PersonHash, RemovalKind Kind, string PersonId, string? PersonKey, DateTime RequestedAt)
{
    /// <summary>
    /// Hash of the shop's e-mail of the person, which is blocked with the id where no identify claimed another one; null for
    /// none.
    /// </summary>
    public string? EmailHash { get; init; }
}

/// <summary>A row that is not read for some time.</summary>
/// <param name="Row">The row.</param>
/// <param name="Delay">From now on.</param>
public sealed record MessageDelay(RowKey Row, TimeSpan Delay);

/// <summary>A person whose data goes.</summary>
/// <param name="PersonId">The id.</param>
/// <param name="PersonKey">The key; null for a guest.</param>
/// <param name="Email">The e-mail, as far as it is known: rows that were never shaped hold it and no id.</param>
/// <param name="PersonHash">Hash of the id, under which the proof stands.</param>
public sealed record Erasure(string PersonId, string? PersonKey, string? Email, string PersonHash);
