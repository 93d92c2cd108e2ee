namespace Outbox.Stores;

/// <summary>What Customer.io last accepted of a person.</summary>
/// <param name="PersonId">The id sent.</param>
/// <param name="AttributesHash">Hash of the attributes; null where the last answer was ambiguous.</param>
/// <param name="Stamp">The identify's timestamp, unix seconds.</param>
public sealed record SentPerson(string PersonId, string? AttributesHash, long Stamp);
