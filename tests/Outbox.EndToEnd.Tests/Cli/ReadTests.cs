using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.EndToEnd.Tests.Processes;

namespace Outbox.EndToEnd.Tests.Cli;

/// <summary>The real executable's commands that only read: a first mapping, its check, what rows would send, the tracking plan.</summary>
public sealed class ReadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outbox-read-").FullName;

    [Fact]
    public async Task A_stranger_gets_from_a_database_to_what_its_rows_would_send()
    {
        var shop = await CoffeeShopAsync();
        var before = await File.ReadAllBytesAsync(shop, Stop);

        (await OutboxAsync("init", Mapping, "-c", shop, "--time-zone", "America/New_York")).Succeeded().Says("0 errors").Says("orders: Orders");
        (await OutboxAsync("lint", Mapping, "-c", shop, "--database")).Succeeded().Says("OBX180").Says("One e-mail belongs to several people");
        var preview = (await OutboxAsync("preview", "order_completed", Mapping, "-c", shop, "--key", "1001", "--json")).Succeeded();
        var page = Path.Combine(_folder, "events.html");
        (await OutboxAsync("catalog", Mapping, "-c", shop, "-o", page)).Succeeded();

        using var json = JsonDocument.Parse(preview.Output);
        var item = json.RootElement.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("action").GetString() == "event");
        Assert.Equal("order_completed:1001", item.GetProperty("event_id").GetString());
        Assert.Equal("shadow_order_completed", item.GetProperty("sent_as").GetString());
        Assert.Equal(1235, item.GetProperty("item").GetProperty("attributes").GetProperty("value_cents").GetInt32());
        Assert.Equal(item.GetProperty("bytes").GetInt32(), System.Text.Encoding.UTF8.GetByteCount(item.GetProperty("item").GetRawText()));
        Assert.Contains("order_completed", await File.ReadAllTextAsync(page, Stop), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(shop, Stop));
    }

    [Fact]
    public async Task What_is_previewed_is_what_the_trigger_and_the_dispatcher_send()
    {
        var shop = await CoffeeShopAsync();
        (await OutboxAsync("init", Mapping, "-c", shop, "--time-zone", "UTC")).Succeeded();
        var before = Ulid(await OutboxAsync("preview", "order_completed", Mapping, "-c", shop, "-k", "1001", "--json"));

        (await OutboxAsync("migrate", Mapping, "-c", shop)).Succeeded();

        Assert.Equal(before, Ulid(await OutboxAsync("preview", "order_completed", Mapping, "-c", shop, "-k", "order_completed:1001", "--json")));

        static string? Ulid(OutboxRun run)
        {
            using var json = JsonDocument.Parse(run.Succeeded().Output);
            return json.RootElement.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("action").GetString() == "event").GetProperty("ulid").GetString();
        }
    }

    [Fact]
    public async Task A_row_of_which_nothing_would_be_sent_and_a_key_without_a_row_are_told_by_the_exit_code()
    {
        var shop = await CoffeeShopAsync();
        (await OutboxAsync("init", Mapping, "-c", shop)).Succeeded();

        var run = await OutboxAsync("preview", "order_placed", Mapping, "-c", shop, "-k", "1003", "-k", "99");

        Assert.Equal(1, run.ExitCode);
        run.Says("nothing would be sent (dead)").Says("OBX454").Says("OBX194").Says("nothing was sent");
    }

    [Fact]
    public async Task A_time_ahead_of_the_clock_is_a_warning_that_asks_for_the_zone()
    {
        var shop = await CoffeeShopAsync();
        (await OutboxAsync("init", Mapping, "-c", shop, "--time-zone", "UTC")).Succeeded();
        await using (var connection = new SqliteConnection($"Data Source={shop};Pooling=False"))
        {
            await connection.ExecuteAsync("UPDATE Orders SET CompletedAtUtc = datetime('now', '+5 hours') WHERE OrderId = 1001");
        }

        (await OutboxAsync("preview", "order_completed", Mapping, "-c", shop, "-k", "1001")).Succeeded().Says("OBX199").Says("5.0 hours ahead");
    }

    [Theory]
    [InlineData("OBX190", "order_completed", "preview", "order_compelted", "-k", "1")]
    [InlineData("OBX191", "whole number", "preview", "order_completed", "-k", "4x")]
    [InlineData("OBX198", "--force", "init")]
    [InlineData("OBX197", "Customers", "init", "--print", "--people", "Custmers")]
    [InlineData("OBX197", "Europe/Berlin", "init", "--print", "--time-zone", "Europe/Berln")]
    public async Task What_is_mistyped_gets_one_error_with_a_suggestion(string code, string says, params string[] arguments)
    {
        var shop = await CoffeeShopAsync();
        (await OutboxAsync("init", Mapping, "-c", shop)).Succeeded();

        var file = arguments[0] == "preview" ? 2 : 1;
        (await OutboxAsync([.. arguments.Take(file), Mapping, .. arguments.Skip(file), "-c", shop])).Failed(3, code).Says(says);
    }

    [Theory]
    [InlineData("init")]
    [InlineData("preview", "order_completed")]
    [InlineData("catalog")]
    [InlineData("lint", "--database")]
    public async Task A_database_that_is_not_there_is_one_error(params string[] command)
    {
        var shop = await CoffeeShopAsync();
        (await OutboxAsync("init", Mapping, "-c", shop)).Succeeded();
        string[] file = command[0] == "init" ? [Path.Combine(_folder, "other.yml")] : [Mapping];
        (await OutboxAsync([.. command, .. file, "-c", Path.Combine(_folder, "missing.db")])).Failed(4, "OBX201");
    }

    [Theory]
    [InlineData("init", "outbox init --connection")]
    [InlineData("preview", "outbox preview order_completed --key 1001")]
    [InlineData("lint", "outbox lint outbox.yml --database")]
    [InlineData("catalog", "outbox catalog > events.md")]
    public async Task Help_has_an_example_and_the_exit_codes(string command, string example) =>
        (await OutboxAsync(command, "--help")).Succeeded().Says(example).Says("Exit codes:");

    [Fact]
    public async Task Options_that_cannot_go_together_are_a_mistake_of_the_command_line()
    {
        var run = await OutboxAsync("preview", "x", "--key", "1", "--last", "2");
        Assert.Equal(2, run.ExitCode);
        run.Says("not both");
        Assert.Equal(2, (await OutboxAsync("preview", "x", "--last", "0")).ExitCode);
    }

    [Fact]
    public async Task Piped_output_has_no_colours_and_a_guess_is_two_lines()
    {
        var shop = await CoffeeShopAsync();
        var run = (await OutboxAsync("init", Mapping, "-c", shop)).Succeeded();
        Assert.DoesNotContain("\u001b[", run.Output, StringComparison.Ordinal);
        Assert.Contains("    its name says order; it has a time (PlacedAtLocal); it has money (Subtotal); it has lines; CustomerId names the person\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Mapping => Path.Combine(_folder, "outbox.yml");

    /// <summary>The sample's tables with two customers who share an address, and three orders.</summary>
    private async Task<string> CoffeeShopAsync()
    {
        var file = Path.Combine(_folder, "shop.db");
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.ExecuteAsync(await File.ReadAllTextAsync(Repository.File("database", "samples", "coffee-shop", "sqlite", "schema.sql"), Stop));
        await connection.ExecuteAsync(
            """
            PRAGMA journal_mode = DELETE;
            PRAGMA foreign_keys = OFF;
            INSERT INTO Customers (CustomerId, Email, FirstName, LastName, CreatedAtUtc, UpdatedAtUtc)
            VALUES (42, 'ann@example.com', 'Ann', 'Lee', '2026-11-01 10:00:00', '2026-11-01 10:00:00'), (43, 'Ann@Example.com', 'Bob', 'Lee', '2026-11-01 10:00:00', '2026-11-01 10:00:00');
            INSERT INTO Orders (OrderId, OrderNumber, CustomerId, Status, Channel, CurrencyCode, Total, PlacedAtLocal, CompletedAtUtc)
            VALUES (1001, 'A-1001', 42, 'Completed', 'web', 'USD', 12.345, '2026-11-23 09:00:00', '2026-11-24 14:05:00'),
                   (1002, 'A-1002', 43, 'Placed', 'web', 'USD', 5, '2026-11-23 09:00:00', NULL),
                   (1003, 'A-1003', 99, 'Placed', 'web', 'USD', 5, '2026-11-23 09:00:00', NULL);
            """);
        return file;
    }

    private static Task<OutboxRun> OutboxAsync(params string[] arguments) => OutboxRun.OfAsync([], arguments);
}
