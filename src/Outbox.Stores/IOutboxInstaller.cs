using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Stores;

/// <summary>What <c>migrate</c> does on an engine.</summary>
public interface IOutboxInstaller
{
    /// <summary>The database's tables and views.</summary>
    /// <exception cref="Core.Errors.OutboxException">It cannot be reached or read.</exception>
    Task<DatabaseCatalog> ReadCatalogAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Brings the outbox's tables, the mapping and the generated objects to the wanted state: all of it or nothing.
    /// The mapping has passed lint against <paramref name="catalog"/>.
    /// </summary>
    /// <exception cref="Core.Errors.OutboxException">It cannot be written, or holds a newer schema.</exception>
    Task<MigrationReport> MigrateAsync(
        MappingDocument mapping, string text, DatabaseCatalog catalog, CancellationToken cancellationToken);
}

/// <summary>What a migration changed; all empty where nothing was to do.</summary>
/// <param name="Migrations">Scripts run, by name.</param>
/// <param name="Created">Generated objects created.</param>
/// <param name="Replaced">Generated objects whose text had changed.</param>
/// <param name="Dropped">Generated objects no longer in the mapping.</param>
/// <param name="MappingChanged">Whether the stored mapping is new.</param>
public sealed record MigrationReport(
    IReadOnlyList<string> Migrations,
    IReadOnlyList<string> Created,
    IReadOnlyList<string> Replaced,
    IReadOnlyList<string> Dropped,
    bool MappingChanged);
