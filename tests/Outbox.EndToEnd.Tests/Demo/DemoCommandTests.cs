using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.EndToEnd.Tests.Processes;
using Outbox.EndToEnd.Tests.Servers;
using Outbox.TestServers;

namespace Outbox.EndToEnd.Tests.Demo;

/// <summary>The real executable, with its child processes, faults and kills.</summary>
[Collection(nameof(ServerTests))]
public sealed partial class DemoCommandTests
{
    [Fact]
    public Task The_demo_ends_with_every_event_delivered_once() => AssertEveryEventOnceAsync(RunAsync("demo", "--orders", "40", "--seed", "7"));

    [Fact]
    public async Task So_it_does_on_a_server_and_its_database_goes_with_it()
    {
        var (server, why) = await TestServer.ChooseOnceAsync();
        Assert.SkipWhen(server is null, why ?? "");
        var before = await DemoDatabasesAsync(server!);

        await AssertEveryEventOnceAsync(OutboxRun.OfAsync(
            await server!.ChildVariablesAsync(), "demo", "--connection", server.To("master", pooling: true), "--orders", "40", "--seed", "7"));

        Assert.Equal(before, await DemoDatabasesAsync(server));
    }

    [Theory]
    [InlineData("--connection", "shop.db")]
    [InlineData("--connection", "Server=db", "--database", "shop.db")]
    public async Task A_file_goes_with_one_option_and_a_server_with_the_other(params string[] options) =>
        Assert.Equal(2, (await RunAsync(["demo", .. options])).ExitCode);

    [Fact]
    public async Task A_database_that_is_there_already_is_left_alone()
    {
        var file = Path.GetTempFileName();
        try
        {
            (await RunAsync("demo", "--database", file)).Failed(3, "OBX502");

            Assert.Equal(0, new FileInfo(file).Length);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Too_few_orders_are_a_wrong_command_line() => Assert.Equal(2, (await RunAsync("demo", "--orders", "1")).ExitCode);

    [GeneratedRegex(@"^demo: (?<committed>\d+) events committed, (?<delivered>\d+) delivered once, 0 lost, 0 duplicated; latency p50 \d+ ms, p99 \d+ ms$")]
    private static partial Regex ClosingLine();

    private static async Task<IReadOnlyList<string>> DemoDatabasesAsync(TestServer server)
    {
        await using var connection = new SqlConnection(server.To("master", pooling: false));
        return [.. await connection.QueryAsync<string>("SELECT name FROM sys.databases WHERE name LIKE N'outbox[_]demo[_]7[_]%' ORDER BY name")];
    }

    private static async Task AssertEveryEventOnceAsync(Task<OutboxRun> demo)
    {
        var run = await demo;
        var lines = run.Lines;
        var closing = ClosingLine().Match(lines[^1]);
        Assert.True(closing.Success, string.Join(Environment.NewLine, lines));
        Assert.Equal(closing.Groups["committed"].Value, closing.Groups["delivered"].Value);
        Assert.InRange(int.Parse(closing.Groups["committed"].Value, CultureInfo.InvariantCulture), 50, 1000);
        Assert.Contains(lines, l => l.EndsWith("dispatcher killed 2 times", StringComparison.Ordinal));
        Assert.Equal(0, run.ExitCode);
    }

    private static Task<OutboxRun> RunAsync(params string[] arguments) => OutboxRun.OfAsync([], arguments);
}
