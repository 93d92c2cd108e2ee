using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.EndToEnd.Tests.Processes;
using Outbox.Sandbox;
using Outbox.Sandbox.Query;

namespace Outbox.EndToEnd.Tests.Cli;

/// <summary><c>preview --send-to</c> against the sandbox: one event, for the test profile alone, another id each time.</summary>
public sealed class SendToTests : IDisposable
{
    private const string Mapping = """
        version: 1
        source: shop
        time_zone: UTC
        people: { table: Customers, id: CustomerId, attributes: { city: City } }
        events:
          customer_joined:
            table: Customers
            when: inserted
            id: [CustomerId]
            person: CustomerId
            occurred_at: JoinedAt
            properties: { city: City }
            delivery: live
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("outbox-send-").FullName;

    [Fact]
    public async Task The_test_profile_gets_the_event_under_its_shadow_name_with_a_fresh_id()
    {
        var token = TestContext.Current.CancellationToken;
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Url = "http://127.0.0.1:0", ApiKey = "key" }, token);
        var shop = Path.Combine(_folder, "shop.db");
        await using (var connection = new SqliteConnection($"Data Source={shop};Pooling=False"))
        {
            await connection.ExecuteAsync("CREATE TABLE Customers (CustomerId INTEGER PRIMARY KEY, City TEXT, JoinedAt DATETIME NOT NULL); INSERT INTO Customers VALUES (1, 'Berlin', '2020-01-01 10:00:00')");
        }

        var file = Path.Combine(_folder, "outbox.yml");
        await File.WriteAllTextAsync(file, Mapping, token);
        string[] command =
        [
            "preview", "customer_joined", file, "-c", shop, "-k", "1", "--send-to", "test_9", "--json",
            "--region", "us", "--site-id", "sandbox", "--base-address", sandbox.Address.ToString(),
        ];

        var first = Sent(await OutboxRun.OfAsync([], command));
        var second = Sent(await OutboxRun.OfAsync([], command));

        Assert.NotEqual(first, second);
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        var client = new SandboxClient(http);
        var events = await client.EventsAsync(cancellationToken: token).ToListAsync(token);
        Assert.Equal([first, second], events.Select(e => e.Ulid));
        Assert.All(events, e => Assert.Equal(("test_9", "shadow_customer_joined", true), (e.Person, e.Name, e.CanStartCampaigns)));
        Assert.Null(await client.PersonAsync("1", cancellationToken: token));
    }

    [Fact]
    public async Task Nobody_there_to_take_it_is_one_error()
    {
        var shop = Path.Combine(_folder, "shop.db");
        await using (var connection = new SqliteConnection($"Data Source={shop};Pooling=False"))
        {
            await connection.ExecuteAsync("CREATE TABLE Customers (CustomerId INTEGER PRIMARY KEY, City TEXT, JoinedAt DATETIME NOT NULL); INSERT INTO Customers VALUES (1, 'Berlin', '2020-01-01 10:00:00')");
        }

        var file = Path.Combine(_folder, "outbox.yml");
        await File.WriteAllTextAsync(file, Mapping, TestContext.Current.CancellationToken);
        (await OutboxRun.OfAsync([], "preview", "customer_joined", file, "-c", shop, "--send-to", "test_9", "--region", "us", "--site-id", "s", "--base-address", "http://127.0.0.1:1"))
            .Failed(5, "OBX312");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string? Sent(OutboxRun run)
    {
        using var json = JsonDocument.Parse(run.Succeeded().Output);
        return json.RootElement.GetProperty("sent").GetProperty("ulid").GetString();
    }
}
