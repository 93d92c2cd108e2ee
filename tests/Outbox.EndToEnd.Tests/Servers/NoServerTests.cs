using Outbox.EndToEnd.Tests.Processes;

namespace Outbox.EndToEnd.Tests.Servers;

/// <summary>A server that nobody finds. Needs none.</summary>
public sealed class NoServerTests
{
    // Port 1 of the loopback: nobody listens there without being root's own service.
    private const string Nobody = "Server=127.0.0.1,1;User ID=shop;Password=not-to-be-printed;Connect Timeout=2;TrustServerCertificate=True";

    [Theory]
    [InlineData("status")]
    [InlineData("lint")]
    [InlineData("purge")]
    public async Task A_port_that_nobody_listens_on_is_one_error_without_the_password(string command)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "version: 1\nsource: shop\ntime_zone: UTC\npeople: { table: Customers, id: CustomerId, attributes: { city: City } }\n", TestContext.Current.CancellationToken);
            var run = await OutboxRun.OfAsync(
                [KeyValuePair.Create("OUTBOX__CONNECTION", Nobody + ";Database=shop")], command == "lint" ? [command, file] : [command]);

            run.Failed(4, "OBX210").Says("127.0.0.1,1");
            Assert.DoesNotContain("not-to-be-printed", run.Output + run.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task The_demo_says_so_too_and_leaves_nothing() =>
        (await OutboxRun.OfAsync([], "demo", "--connection", Nobody)).Failed(4, "OBX210");

    [Fact]
    public async Task A_connection_without_a_database_is_refused() =>
        (await OutboxRun.OfAsync([KeyValuePair.Create("OUTBOX__CONNECTION", Nobody)], "status")).Failed(3, "OBX206").Says("names no database");
}
