using Microsoft.Data.SqlClient;
using Outbox.EndToEnd.Tests.Processes;
using Outbox.TestServers.Dialect;

namespace Outbox.EndToEnd.Tests.Servers;

/// <summary>What keeps a command from the outbox, told as one error with its mend.</summary>
public sealed class ConnectionTests : ServerTests
{
    [Fact]
    public async Task A_wrong_password_is_said_to_be_one_and_is_not_printed()
    {
        var run = await OutboxAsync(To(Database, c => c.Password = "not-the-password"), ["status"]);

        run.Failed(4, "OBX211");
        Assert.DoesNotContain("not-the-password", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named() =>
        (await OutboxAsync(To("outbox_nowhere"), ["status"])).Failed(4, "OBX212").Says("outbox_nowhere");

    [Fact]
    public async Task A_database_without_an_outbox_is_told_how_to_get_one()
    {
        await NeedAsync(Trait.MissingObject);
        (await OutboxAsync("status")).Failed(4, "OBX207").Says("outbox migrate");
    }

    [Fact]
    public async Task A_certificate_that_nobody_signed_is_not_trusted_by_itself()
    {
        Assert.SkipUnless(await OpensAsync(trust: true), "the server offers no encryption");
        Assert.SkipWhen(await OpensAsync(trust: false), "this machine trusts the server's certificate");

        (await OutboxAsync(Encrypted(trust: false), ["status"])).Failed(4, "OBX220").Says("TrustServerCertificate");
    }

    [Fact]
    public async Task A_schema_of_that_name_that_is_anothers_is_left_alone()
    {
        await ShopAsync("CREATE SCHEMA outbox");
        await ShopAsync("CREATE TABLE outbox.Letters (LetterId int NOT NULL)");

        (await MigrateAsync()).Failed(4, "OBX217");

        Assert.Equal(["letters"], await RowsAsync("SELECT LOWER(o.name) AS Name FROM sys.objects AS o INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE s.name = N'outbox'"));
    }

    [Fact]
    public async Task A_server_that_is_too_old_is_refused_before_anything_is_made()
    {
        Assert.SkipWhen(await Server.LacksAsync(Trait.Version2017) is null, "the server is new enough; what an old one is told is tested without one");

        // As it is, without what the tests tell the program of the server.
        (await OutboxRun.OfAsync([KeyValuePair.Create("OUTBOX__CONNECTION", To(Database))], "migrate", InFolder("outbox.yml"))).Failed(4, "OBX216");

        Assert.Empty(await OutboxObjectsAsync());
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_found_with_the_event_that_needs_it()
    {
        await ShopAsync("DROP TABLE dbo.Orders");

        (await MigrateAsync()).Failed(3, "OBX504").Says("OBX150").Says("order_completed");

        Assert.Empty(await OutboxObjectsAsync());
    }

    private string Encrypted(bool trust) =>
        To(Database, c => (c.Encrypt, c.TrustServerCertificate, c.Pooling) = (SqlConnectionEncryptOption.Mandatory, trust, false));

    private async Task<bool> OpensAsync(bool trust)
    {
        await using var connection = new SqlConnection(Encrypted(trust));
        try
        {
            await connection.OpenAsync(Stop);
            return true;
        }
        catch (SqlException)
        {
            return false;
        }
    }
}
