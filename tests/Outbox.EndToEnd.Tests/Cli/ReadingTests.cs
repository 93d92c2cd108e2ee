using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.EndToEnd.Tests.Processes;

namespace Outbox.EndToEnd.Tests.Cli;

/// <summary>The real executable, asked what became of events and whether anything is wrong.</summary>
public sealed class ReadingTests : IAsyncLifetime
{
    private const string Mapping = """
        version: 1
        source: shop
        time_zone: UTC
        people:
          table: Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes: { email: Email }
        events:
          customer_joined: { table: Customers, when: inserted, once: true, id: [CustomerId], person: CustomerId, occurred_at: JoinedAt, delivery: live }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("outbox-reading-").FullName;

    private string Database => Path.Combine(_folder, "shop.db");

    private string File => Path.Combine(_folder, "outbox.yml");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await ExecuteAsync("CREATE TABLE Customers (CustomerId INTEGER PRIMARY KEY, Email TEXT, JoinedAt DATETIME NOT NULL)");
        await System.IO.File.WriteAllTextAsync(File, Mapping, Cancel);
        (await OutboxAsync("migrate", File)).Succeeded();
        await ExecuteAsync("INSERT INTO Customers (Email, JoinedAt) VALUES ('kim@example.com', '2026-11-24 10:00:00')");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_status_is_a_table_for_people_and_an_object_for_programs()
    {
        var table = (await OutboxAsync("status")).Succeeded();
        table.Says("customer_joined").Says("backlog:     2 rows").Says("none is alive");
        using var status = JsonDocument.Parse((await OutboxAsync("status", "--json")).Succeeded().Output);
        Assert.Equal(2, status.RootElement.GetProperty("pending").GetInt64());
        Assert.Equal(JsonValueKind.Null, status.RootElement.GetProperty("lag").GetProperty("p99_ms").ValueKind);
        Assert.Equal(1, status.RootElement.GetProperty("lanes").GetArrayLength());
        Assert.Equal(2, (await OutboxAsync("status", "--days", "367")).ExitCode);
    }

    [Theory]
    [InlineData("customer_joined:1")]
    [InlineData("shadow_customer_joined:1")]
    [InlineData("1")]
    public async Task A_trace_tells_source_capture_and_state(string what)
    {
        var run = (await OutboxAsync("trace", what)).Succeeded();
        run.Says("customer_joined:1").Says("Customers, CustomerId = 1").Says("'2026-11-24 10:00:00', not shaped yet").Says("no request carried it").Says("waits");
        using var rows = JsonDocument.Parse((await OutboxAsync("trace", what, "--json")).Succeeded().Output);
        var row = rows.RootElement.EnumerateArray().Single(r => r.GetProperty("kind").GetString() == "event");
        Assert.Equal("pending", row.GetProperty("status").GetString());
        Assert.Equal("2026-11-24 10:00:00", row.GetProperty("values").GetProperty("JoinedAt").GetString());

        // The ULID that it will have finds it as well.
        (await OutboxAsync("trace", row.GetProperty("ulid").GetString()!.ToLowerInvariant())).Succeeded().Says("customer_joined:1");
    }

    [Fact]
    public async Task What_is_not_there_is_said_with_the_nearest_name_and_an_exit_code()
    {
        Assert.Equal(1, (await OutboxAsync("trace", "customer_joind:1")).Says("Did you mean 'customer_joined'?").ExitCode);
        Assert.Equal(1, (await OutboxAsync("trace", "customer_joined:99")).Says("was not captured").ExitCode);
        Assert.Equal(1, (await OutboxAsync("trace", "nobody")).Says("names the person 'nobody'").ExitCode);
        Assert.Equal("[]", (await OutboxAsync("trace", "nobody", "--json")).Output.Trim());
        (await OutboxAsync("trace", "1", "--since", "yesterday")).Failed(3, "OBX502").Says("--since");
        (await OutboxAsync("trace", " ")).Failed(3, "OBX502");
        Assert.Equal(2, (await OutboxAsync("trace")).ExitCode);
        Assert.Equal(2, (await OutboxAsync("trace", "1", "--rows", "0")).ExitCode);
    }

    [Fact]
    public async Task The_doctor_ends_with_one_where_something_must_be_mended_and_tells_how()
    {
        var run = await OutboxAsync("doctor");
        Assert.Equal(1, run.ExitCode);
        run.Says("OBX726 Nobody dispatches").Says("mend: Start outbox run").Says("read: docs/errors.md#obx726-nobody-dispatches");

        // The key alone is no way to Customer.io.
        run.Says("OBX301");
        var json = await OutboxAsync("doctor", File, "--json");
        using var report = JsonDocument.Parse(json.Output);
        Assert.Equal([1, 2], report.RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("number").GetInt32()));
        Assert.Equal(["OBX301", "OBX726"], report.RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()));
        (await OutboxAsync("doctor", Path.Combine(_folder, "gone.yml"))).Failed(3, "OBX503");
    }

    [Fact]
    public async Task The_launch_gate_ends_with_one_where_a_demand_fails()
    {
        var run = await OutboxAsync("doctor", "--launch", "--json");
        Assert.Equal(1, run.ExitCode);
        using var gate = JsonDocument.Parse(run.Output);
        var states = gate.RootElement.GetProperty("demands").EnumerateArray().ToDictionary(d => d.GetProperty("name").GetString()!, d => d.GetProperty("state").GetString());
        Assert.Equal("pass", states["Stable profile id"]);
        Assert.Equal("fail", states["Rehearsed in shadow for 48 h: customer_joined"]);
        Assert.Equal("unseen", states["Backfill plan with its throttle"]);
        Assert.Equal(2, (await OutboxAsync("doctor", "--test-profile", "cust_1")).ExitCode);
    }

    private Task<OutboxRun> OutboxAsync(params string[] arguments) =>
        OutboxRun.OfAsync([KeyValuePair.Create("OUTBOX__CONNECTION", Database)], arguments);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.ExecuteAsync(sql);
    }
}
