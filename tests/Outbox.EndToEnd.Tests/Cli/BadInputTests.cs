using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.EndToEnd.Tests.Processes;

namespace Outbox.EndToEnd.Tests.Cli;

/// <summary>The real executable on what users get wrong: one error with what, where and mend; nothing half-installed.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Good = """
        version: 1
        source: shop
        time_zone: UTC
        people:
          table: Customers
          id: CustomerId
          attributes: { city: City }
        events:
          customer_joined:
            table: Customers
            when: inserted
            once: true
            id: [CustomerId]
            person: CustomerId
            occurred_at: JoinedAt
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("outbox-bad-input-").FullName;

    [Theory]
    [InlineData("source: shop", "source: [shop", "OBX100")]
    [InlineData("when: inserted", "when: { all: [inserted, deleted] }", "OBX136")]
    [InlineData("table: Customers\n    when", "table: Custommers\n    when", "OBX150")]
    [InlineData("occurred_at: JoinedAt", "occurred_at: JoinedOn", "OBX151")]
    public async Task A_mapping_that_cannot_be_used_is_refused_and_leaves_the_database_as_it_was(string good, string bad, string code)
    {
        var database = await ShopAsync();
        var text = Good.ReplaceLineEndings("\n");
        Assert.Contains(good, text, StringComparison.Ordinal);

        var run = await OutboxAsync("migrate", await MappingAsync(text.Replace(good, bad, StringComparison.Ordinal)), "--connection", database);

        run.Failed(3, "OBX504").Says(code);

        Assert.Equal(0, await OutboxTablesAsync(database));
    }

    [Fact]
    public async Task A_database_file_that_is_not_there_is_named_and_not_made()
    {
        var missing = Path.Combine(_folder, "missing.db");

        var run = await OutboxAsync("migrate", await MappingAsync(Good), "--connection", missing);

        run.Failed(4, "OBX201");

        Assert.False(File.Exists(missing));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_said_to_be_none()
    {
        var file = Path.Combine(_folder, "not.db");
        await File.WriteAllTextAsync(file, "This is a letter, and no database at all.", TestContext.Current.CancellationToken);

        var run = await OutboxAsync("migrate", await MappingAsync(Good), "--connection", file);

        run.Failed(4, "OBX202");
    }

    [Fact]
    public async Task A_host_that_nobody_listens_on_is_one_error_without_a_stack_trace()
    {
        var database = await ShopAsync();
        Assert.Equal(0, (await OutboxAsync("migrate", await MappingAsync(Good), "--connection", database)).ExitCode);

        // Port 1 of the loopback: nobody listens there without being root's own service.
        var run = await OutboxAsync("run", "--connection", database, "--region", "us", "--site-id", "s", "--base-address", "http://127.0.0.1:1");

        run.Failed(5, "OBX312");
    }

    [Fact]
    public async Task A_mistyped_command_gets_a_suggestion()
    {
        var run = await OutboxAsync("lnt");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("lint", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> MappingAsync(string text)
    {
        var file = Path.Combine(_folder, "outbox.yml");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return file;
    }

    private async Task<string> ShopAsync()
    {
        var file = Path.Combine(_folder, "shop.db");
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.ExecuteAsync(
            "CREATE TABLE Customers (CustomerId INTEGER PRIMARY KEY, City TEXT, JoinedAt DATETIME NOT NULL)");
        return file;
    }

    private static async Task<long> OutboxTablesAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'outbox%'");
    }

    private static Task<OutboxRun> OutboxAsync(params string[] arguments) => OutboxRun.OfAsync([], arguments);
}
