using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Stores;

/// <summary>What <c>migrate</c> does on an engine.</summary>
public interface IOutboxInstaller
{
    /// <summary>The database's tables and views.</summary>
    /// <exception cref="Core.Errors.OutboxException">It cannot be reached or read.</exception>
    Task<DatabaseCatalog> ReadCatalogAsync(CancellationToken cancellationToken);

    /// <summary>What of the database this login may not see, each with the right that it lacks: what is told is without it.</summary>
    /// <exception cref="Core.Errors.OutboxException">The database cannot be reached or read.</exception>
    Task<IReadOnlyList<string>> ReadNotSeenAsync(CancellationToken cancellationToken);

    /// <summary>What <see cref="MigrateAsync"/> would do; changes nothing.</summary>
    /// <exception cref="Core.Errors.OutboxException">The database cannot be read, or holds a newer schema.</exception>
    Task<MigrationReport> PlanAsync(
        MappingDocument mapping, string text, DatabaseCatalog catalog, CancellationToken cancellationToken);

    /// <summary>What <see cref="MigrateAsync"/> would run, as a script for the engine's own tools; changes nothing.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="text">Its text.</param>
    /// <param name="catalog">The tables that it was checked against.</param>
    /// <param name="writers">The writers that were accepted: the script says so to whoever runs it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Core.Errors.OutboxException">The engine has no such script, or as <see cref="PlanAsync"/>.</exception>
    Task<string> ScriptAsync(
        MappingDocument mapping, string text, DatabaseCatalog catalog, WriterReport writers, CancellationToken cancellationToken);

    /// <summary>
    /// Brings the outbox's tables, the mapping and the generated objects to the wanted state. The mapping has passed lint
    /// against <paramref name="catalog"/>. On SQLite all of it or nothing; on SQL Server each object in a transaction of its
    /// own, so that no table of the shop is locked for another's sake, and a failed run is gone on with by the next.
    /// </summary>
    /// <exception cref="Core.Errors.OutboxException">It cannot be written, or holds a newer schema.</exception>
    Task<MigrationReport> MigrateAsync(
        MappingDocument mapping, string text, DatabaseCatalog catalog, CancellationToken cancellationToken);

    /// <summary>
    /// Looks for statements that fail once their table has the trigger that <see cref="MigrateAsync"/> puts on it (SQL Server's
    /// errors 334, 331 and 355), where no trigger that is there fails them already; changes nothing.
    /// </summary>
    Task<WriterReport> FindBrokenWritersAsync(MappingDocument mapping, DatabaseCatalog catalog, CancellationToken cancellationToken);

    /// <summary>Looks for people who share an e-mail, and for several rows of the people view; reads all people.</summary>
    /// <exception cref="Core.Errors.OutboxException">The database cannot be read.</exception>
    Task<IReadOnlyList<Finding>> CheckPeopleAsync(MappingDocument mapping, DatabaseCatalog catalog, CancellationToken cancellationToken);

    /// <summary>Removes everything of the outbox, triggers first. The shop's tables stay as they are.</summary>
    /// <param name="force">Whether undelivered rows may go with it, and modules of the shop may be left without what they call.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What was dropped, by name.</returns>
    /// <exception cref="Core.Errors.OutboxException">
    /// OBX219: undelivered rows, and OBX225: modules of the shop that name the outbox, each without <paramref name="force"/>; OBX207:
    /// nothing is installed.
    /// </exception>
    Task<IReadOnlyList<string>> UninstallAsync(bool force, CancellationToken cancellationToken);
}

/// <summary>Writers that a trigger would break.</summary>
/// <param name="Broken">Each with its place.</param>
/// <param name="NotChecked">What could not be looked at, each with the reason: nobody knows what is written there.</param>
public sealed record WriterReport(IReadOnlyList<BrokenWriter> Broken, IReadOnlyList<string> NotChecked)
{
    /// <summary>An engine whose triggers break no writer.</summary>
    public static readonly WriterReport Nothing = new([], []);
}

/// <summary>A statement that fails once its table has a trigger.</summary>
/// <param name="Table">The table that it writes.</param>
/// <param name="Source">Where it was found: a module's name, <c>plan cache</c>, <c>Query Store</c>.</param>
/// <param name="Statement">Its beginning, without its literals.</param>
/// <param name="Error">The server's error that it fails with.</param>
public sealed record BrokenWriter(string Table, string Source, string Statement, int Error);

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
    bool MappingChanged)
{
    /// <summary>Objects among them that somebody had changed or dropped by hand.</summary>
    public IReadOnlyList<string> Drifted { get; init; } = [];

    /// <summary>What was chosen about the SQL CLR assembly, and why; null on an engine without one.</summary>
    public string? Clr { get; init; }
}
