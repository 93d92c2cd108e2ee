using System.Text.Json;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.EndToEnd.Tests.Processes;
using Outbox.EndToEnd.Tests.Servers;
using Outbox.TestServers;

namespace Outbox.EndToEnd.Tests.Bench;

/// <summary>The real executable: the benchmark checks itself that every event arrived once.</summary>
[Collection(nameof(ServerTests))]
public sealed class BenchCommandTests
{
    [Fact]
    public async Task A_small_drain_is_measured_beside_its_baselines_and_reported()
    {
        var folder = Directory.CreateTempSubdirectory("outbox-bench-test-").FullName;
        try
        {
            var run = await RunAsync("bench", "drain", "--rounds", "1", "--events", "1000", "--output", folder);

            run.Succeeded().Says("bench drain sqlite: answers at once: ").Says(" of limit, ");
            var markdown = await File.ReadAllTextAsync(Path.Combine(folder, "sqlite.md"), TestContext.Current.CancellationToken);
            Assert.Contains("| answers at once: dispatcher / limit | ratio |", markdown, StringComparison.Ordinal);
            using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "sqlite.json"), TestContext.Current.CancellationToken));
            var drain = report.RootElement.GetProperty("scenarios")[0];
            Assert.Equal("drain", drain.GetProperty("scenario").GetString());
            Assert.All(drain.GetProperty("figures").EnumerateArray(), figure => Assert.True(figure.GetProperty("median").GetDouble() > 0));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task So_are_a_drain_and_captures_on_a_server_whose_databases_go_with_it()
    {
        var (server, why) = await TestServer.ChooseOnceAsync();
        Assert.SkipWhen(server is null, why ?? "");
        using var turn = await ServerTurn.TakeAsync(TestContext.Current.CancellationToken);

        var run = await OutboxRun.OfAsync(
            await server!.ChildVariablesAsync(),
            "bench", "drain", "capture", "--rounds", "1", "--events", "1000", "--connection", server.To("master", pooling: true));

        TestContext.Current.TestOutputHelper?.WriteLine(run.Output);
        run.Succeeded().Says("bench drain sqlserver: ").Says("bench capture sqlserver: 10,000 rows in ");
        await using var connection = new SqlConnection(server.To("master", pooling: false));
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM sys.databases WHERE name LIKE 'outbox[_]bench[_]%'"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("drain", "--rounds", "0")]
    [InlineData("drain", "--events", "10")]
    [InlineData("drain", "--connection", "shop.db")]
    public async Task What_cannot_be_measured_is_a_wrong_command_line(params string[] options) =>
        Assert.Equal(2, (await RunAsync(["bench", .. options])).ExitCode);

    private static Task<OutboxRun> RunAsync(params string[] arguments) => OutboxRun.OfAsync([], arguments);
}
