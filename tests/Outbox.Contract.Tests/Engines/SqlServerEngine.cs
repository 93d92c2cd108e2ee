using Outbox.TestServers;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Engines;

/// <summary>A T-SQL server, where there is one: a database of its own for each test, lent for as long as the test runs.</summary>
/// <param name="ownDatabase">Whether the database is new, and dropped after the test: for tests that change the outbox or the database itself.</param>
/// <param name="ownSession">Whether the shop's connection is new, and closed after the test: for tests that change the session.</param>
/// <param name="rowVersions">Whether committed rows are read by their versions (READ_COMMITTED_SNAPSHOT).</param>
public sealed class SqlServerEngine(bool ownDatabase = false, bool ownSession = false, bool rowVersions = false) : ContractEngine
{
    /// <summary>As the closing line names it.</summary>
    public const string EngineName = "sqlserver";

    /// <inheritdoc/>
    public override string Name => EngineName;

    /// <inheritdoc/>
    public override async Task<string?> UnavailableAsync()
    {
        var (server, why) = await TestServer.ChooseOnceAsync();
        if (server is null || !rowVersions)
        {
            return why;
        }

        using var turn = await ServerTurn.TakeAsync(CancellationToken.None);
        return await server.LacksAsync(Trait.ReadCommittedSnapshot);
    }

    /// <inheritdoc/>
    public override async Task<ContractDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        var databases = await TestDatabases.OnceAsync();
        var database = await databases.RentAsync(ownDatabase || rowVersions, ownSession, cancellationToken);
        await database.OpenAsync("sqlserver.sql", cancellationToken);
        if (rowVersions)
        {
            await database.ExecuteAsync("ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE");
        }

        return database;
    }
}
