namespace Outbox.Stores;

/// <summary>What shaping added to a row.</summary>
/// <param name="MessageId">The row.</param>
/// <param name="PersonKey">The resolved key; null for a guest.</param>
/// <param name="PersonId">The id to send.</param>
/// <param name="SentAs">The event's name to send; null for other kinds.</param>
/// <param name="OccurredAt">UTC, milliseconds.</param>
/// <param name="Properties">The event's data, a JSON object; null for other kinds.</param>
public sealed record ShapedRow(
    long MessageId, string? PersonKey, string PersonId, string? SentAs, DateTime? OccurredAt, string? Properties);
