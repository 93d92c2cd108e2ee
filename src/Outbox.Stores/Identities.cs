using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>What is known of who some people are.</summary>
/// <param name="Links">By id: whom a guest's id, or a former key's, stands for.</param>
/// <param name="Merges">By key that the people table no longer has: the key that it became.</param>
/// <param name="Removals">By hash of the id: how a person was removed.</param>
public sealed record Identities(
    IReadOnlyDictionary<string, PersonLink> Links,
    IReadOnlyDictionary<string, string> Merges,
    IReadOnlyDictionary<string, RemovalKind> Removals)
{
    /// <summary>Nothing is known.</summary>
    public static Identities None { get; } = new(
        new Dictionary<string, PersonLink>(), new Dictionary<string, string>(), new Dictionary<string, RemovalKind>());
}

/// <summary>Whom an id stands for.</summary>
/// <param name="PersonId">The guest's id, or that of a key that was changed.</param>
/// <param name="PersonKey">The key of the person.</param>
/// <param name="LinkedAt">Since when that is known, UTC.</param>
/// <param name="MergingAt">When a merge was first sent, UTC: since then nothing may be sent for the id. Null for not yet.</param>
/// <param name="MergedAt">When Customer.io accepted it, UTC; null for not yet.</param>
public sealed record PersonLink(string PersonId, string PersonKey, DateTime LinkedAt, DateTime? MergingAt, DateTime? MergedAt);

/// <summary>An id that stands for a person.</summary>
/// <param name="PersonKey">The person's key.</param>
/// <param name="PersonId">The id.</param>
/// <param name="IsMerged">Whether Customer.io has merged it, so that it is gone there.</param>
public sealed record GuestOf(string PersonKey, string PersonId, bool IsMerged);

/// <summary>A row and the person it belongs to.</summary>
/// <param name="Row">The row.</param>
/// <param name="Lane">The lane that it was read from.</param>
/// <param name="PersonKey">The person's key.</param>
/// <param name="PersonId">The person's id at Customer.io.</param>
public sealed record MessageMove(RowKey Row, byte Lane, string PersonKey, string PersonId);
