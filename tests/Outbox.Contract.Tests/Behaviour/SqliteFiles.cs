using Microsoft.Data.Sqlite;
using Outbox.Stores;
using Outbox.Stores.Sqlite;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>What happens to the file under a dispatcher. SQLite alone.</summary>
public sealed class SqliteFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outbox-files-").FullName;
    private readonly SqliteConnector _connector;

    public SqliteFiles()
    {
        File = Path.Combine(_folder, "shop.db");
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE Orders (OrderId INTEGER); INSERT INTO Orders VALUES (1);";
        command.ExecuteNonQuery();
        _connector = new SqliteConnector(File);
    }

    private string File { get; }

    [Fact]
    public async Task A_file_that_was_replaced_is_said_once_and_then_the_new_one_is_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file cannot be replaced there.");
        Assert.Equal(1, await CountAsync());
        System.IO.File.Copy(File, File + ".copy");
        System.IO.File.Move(File + ".copy", File, overwrite: true);

        var moved = await Assert.ThrowsAsync<StoreBusyException>(CountAsync);
        Assert.Equal(StoreErrors.FileMoved, moved.WhenFinal!.Code);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_file_that_was_deleted_is_missed_and_found_again_when_it_is_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file cannot be deleted there.");
        Assert.Equal(1, await CountAsync());
        System.IO.File.Move(File, File + ".away");

        await Assert.ThrowsAsync<StoreBusyException>(CountAsync);
        var missing = await Assert.ThrowsAsync<Core.Errors.OutboxException>(CountAsync);
        Assert.Equal(StoreErrors.NotFound, missing.Code);

        System.IO.File.Move(File + ".away", File);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public void A_full_disk_passes()
    {
        var full = Assert.IsType<StoreBusyException>(_connector.Explain(new SqliteException("database or disk is full", 13)));
        Assert.Equal(StoreErrors.DiskFull, full.WhenFinal!.Code);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<long> CountAsync()
    {
        await using var connection = await _connector.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM Orders";
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
