using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>What shaping added to a row.</summary>
/// <param name="Row">The row.</param>
/// <param name="PersonKey">The resolved key; null for a guest.</param>
/// <param name="PersonId">The id to send.</param>
/// <param name="SentAs">The event's name to send; null for other kinds.</param>
/// <param name="OccurredAt">UTC, milliseconds.</param>
/// <param name="Properties">The event's data, a JSON object; null for other kinds.</param>
public sealed record ShapedRow(
    RowKey Row, string? PersonKey, string PersonId, string? SentAs, DateTime? OccurredAt, string? Properties);

/// <summary>What was not saved.</summary>
/// <param name="LostLanes">Lanes that are not held any more: none of their rows was saved.</param>
/// <param name="NotSaved">
/// Numbers of rows that do not stand as given: closed, another's, saved otherwise before, or not there any more.
/// </param>
public sealed record SaveResult(IReadOnlyList<byte> LostLanes, IReadOnlyList<long> NotSaved)
{
    /// <summary>Whether all of it was saved.</summary>
    public bool IsComplete => LostLanes.Count + NotSaved.Count == 0;
}
