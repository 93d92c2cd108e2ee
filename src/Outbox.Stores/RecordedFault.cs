using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>Something that a capture or shaping could not take and left out.</summary>
/// <param name="Row">The row; null where there is none.</param>
/// <param name="CapturedBy">The part of the mapping.</param>
/// <param name="Code">Its code in the error registry.</param>
/// <param name="Field">The property or attribute; null for the whole row.</param>
/// <param name="Detail">What was wrong, without personal data.</param>
public sealed record RecordedFault(RowKey? Row, string CapturedBy, string Code, string? Field, string Detail);
