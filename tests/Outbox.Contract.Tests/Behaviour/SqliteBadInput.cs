using Microsoft.Data.Sqlite;
using Outbox.Contract.Tests.Engines;
using Outbox.Core.Errors;
using Outbox.Stores;
using Outbox.Stores.Sqlite;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>Files that cannot be used: one clear error, and nothing made or changed.</summary>
public sealed class SqliteBadInput : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outbox-contract-");

    private string Db => Path.Combine(_folder.FullName, "shop.db");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_file_is_named_and_not_made()
    {
        Assert.Equal("OBX201", (await StoreErrorAsync(Db)).Code.Id);
        Assert.Equal("OBX201", (await Assert.ThrowsAsync<OutboxException>(() => new SqliteInstaller(new SqliteConnector(Db)).ReadCatalogAsync(Stop))).Code.Id);
        Assert.False(File.Exists(Db));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told()
    {
        await File.WriteAllTextAsync(Db, new string('x', 5000), Stop);
        Assert.Equal("OBX202", (await StoreErrorAsync(Db)).Code.Id);
    }

    [Fact]
    public async Task A_folder_is_no_database()
    {
        Assert.Equal("OBX205", (await StoreErrorAsync(_folder.FullName)).Code.Id);
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_is_told()
    {
        await CreateAsync();
        var installer = new SqliteInstaller(new SqliteConnector($"Data Source={Db};Mode=ReadOnly;Pooling=False"));
        var yaml = Mappings.Of("");
        var catalog = await installer.ReadCatalogAsync(Stop);
        var error = await Assert.ThrowsAsync<OutboxException>(() => installer.MigrateAsync(ContractDatabase.Read(yaml), yaml, catalog, Stop));
        Assert.Equal("OBX203", error.Code.Id);
        Assert.Equal(Db, error.Where);
    }

    [Fact]
    public async Task A_database_that_stays_locked_is_an_error_for_migrate_and_a_pause_for_the_dispatcher()
    {
        await CreateAsync();
        await using var holder = new SqliteConnection($"Data Source={Db};Pooling=False");
        await holder.OpenAsync(Stop);
        await using var command = holder.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync(Stop);

        var connector = new SqliteConnector($"Data Source={Db};Pooling=False;Default Timeout=1");
        var installer = new SqliteInstaller(connector, lockTimeout: TimeSpan.FromSeconds(1));
        Assert.Equal("OBX204", (await Assert.ThrowsAsync<OutboxException>(() => installer.ReadCatalogAsync(Stop))).Code.Id);
        await using var store = new SqliteOutboxStore(connector);
        await Assert.ThrowsAsync<StoreBusyException>(() => store.ReadPendingAsync([new LaneToken(0, 1, "a")], 1, Stop));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x;Mode=Memory")]
    [InlineData("Nonsense=1;Data Source=x")]
    [InlineData("Data Source=x;Mode=Sometimes")]
    public void A_connection_that_names_no_file_or_cannot_be_read_is_told(string connection) =>
        Assert.Equal("OBX206", Assert.Throws<OutboxException>(() => new SqliteConnector(connection)).Code.Id);

    [Fact]
    public async Task A_view_that_is_broken_does_not_hide_the_rest()
    {
        await CreateAsync();
        await using (var shop = new SqliteConnection($"Data Source={Db};Pooling=False"))
        {
            await shop.OpenAsync(Stop);
            await using var command = shop.CreateCommand();
            command.CommandText = "CREATE TABLE Old (A INT); CREATE VIEW Broken AS SELECT A FROM Old; DROP TABLE Old; CREATE UNIQUE INDEX ByLower ON Customers (lower(Email))";
            await command.ExecuteNonQueryAsync(Stop);
        }

        var catalog = await new SqliteInstaller(new SqliteConnector($"Data Source={Db};Pooling=False")).ReadCatalogAsync(Stop);
        Assert.Contains(catalog.Tables, t => t.Name.Name == "Customers");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ContractTally.Count("sqlite", TestContext.Current.TestState?.Result ?? TestResult.Failed);
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static async Task<OutboxException> StoreErrorAsync(string file)
    {
        await using var store = new SqliteOutboxStore(new SqliteConnector(file));
        return await Assert.ThrowsAsync<OutboxException>(() => store.ReadMappingAsync(Stop));
    }

    private async Task CreateAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Db};Pooling=False");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE Customers (CustomerId INTEGER PRIMARY KEY, Email TEXT, Tier TEXT, IsTest BIT)";
        await command.ExecuteNonQueryAsync(Stop);
    }
}
