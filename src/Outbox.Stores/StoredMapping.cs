using Outbox.Mapping.Catalog;

namespace Outbox.Stores;

/// <summary>A mapping as the database keeps it.</summary>
/// <param name="Text">The text of <c>outbox.yml</c>.</param>
/// <param name="Catalog">The tables and views that it names, as they were at <c>migrate</c>.</param>
/// <param name="StoredAt">By the database's clock, UTC.</param>
public sealed record StoredMapping(string Text, DatabaseCatalog Catalog, DateTime StoredAt);
