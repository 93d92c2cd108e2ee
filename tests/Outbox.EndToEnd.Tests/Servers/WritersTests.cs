namespace Outbox.EndToEnd.Tests.Servers;

/// <summary>What <c>migrate</c> and <c>migrate --script</c> refuse for the sake of the shop's writers.</summary>
public sealed class WritersTests : ServerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_writer_that_would_fail_stops_it_until_it_is_accepted(bool asScript)
    {
        await ShopAsync("CREATE PROCEDURE dbo.AddCustomer AS INSERT INTO dbo.Customers (CustomerId, City, JoinedAt) OUTPUT inserted.CustomerId VALUES (1, N'Geheim', '2026-11-24T10:00:00')");
        var file = InFolder("writers.sql");
        string[] how = asScript ? ["--script", file] : [];

        var run = (await MigrateAsync(how)).Failed(4, "OBX218");
        Assert.Contains("error 334", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Geheim", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        Assert.Empty(await OutboxObjectsAsync());

        (await MigrateAsync([.. how, "--accept-broken-writers"])).Succeeded();
        if (asScript)
        {
            Assert.Contains("-- FAILS from then on with error 334", await File.ReadAllTextAsync(file, Stop), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_could_not_be_checked_stops_it_until_it_is_accepted(bool asScript)
    {
        await ShopAsync("CREATE PROCEDURE dbo.AddCustomer AS EXEC (N'INSERT INTO dbo.Customers (CustomerId) OUTPUT inserted.CustomerId VALUES (' + N'1)')");
        var file = InFolder("writers.sql");
        string[] how = asScript ? ["--script", file] : [];

        (await StrictlyAsync(how)).Failed(4, "OBX224").Says("unchecked ");
        Assert.False(File.Exists(file));
        Assert.Empty(await OutboxObjectsAsync());

        (await MigrateAsync(how)).Succeeded();
        if (asScript)
        {
            Assert.Contains("-- NOT CHECKED", await File.ReadAllTextAsync(file, Stop), StringComparison.Ordinal);
        }
    }
}
