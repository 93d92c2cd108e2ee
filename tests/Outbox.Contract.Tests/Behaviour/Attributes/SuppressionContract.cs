using Outbox.Contract.Tests.Engines;

namespace Outbox.Contract.Tests.Behaviour.Attributes;

/// <summary>A suppression blocks the id and the e-mail; what is sent with a blocked e-mail would be ignored.</summary>
public abstract class SuppressionContract(ContractEngine engine) : SandboxContract(engine)
{
    private const string People =
        """
        people:
          table: Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes: { email: { column: Email, as: email }, tier: Tier }
          deleted: { when: { column: DeletedAt, becomes: not_null }, then: suppress }
        """;

    private const string Fault = "OBX484 email cust_2 goes without its e-mail: somebody with it is suppressed";

    [Fact]
    public async Task Whoever_comes_with_the_email_of_somebody_suppressed_is_sent_without_it_until_the_suppression_ends()
    {
        await MigrateAsync("", People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Email) VALUES (1, 'ann@example.com')");
        await StartAsync();
        await DrainedAsync();
        await ShopAsync("UPDATE Customers SET DeletedAt = '2026-11-23 10:00:00'");
        await DrainedAsync();

        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (2, ' Ann@example.com', 'iron')");
        await DrainedAsync();
        Assert.Equal("\"iron\"", await AttributeAsync("cust_2", "tier"));
        Assert.Null(await AttributeAsync("cust_2", "email"));
        Assert.Equal([Fault], await FaultLinesAsync());
        Assert.Equal(0, (await Sandbox.StatsAsync(Stop)).Ignored);

        // Both are free again; the first has another e-mail by now.
        await ShopAsync("UPDATE Customers SET DeletedAt = NULL, Email = 'ann@example.org' WHERE CustomerId = 1");
        await UntilAsync(async () => await AttributeAsync("cust_2", "email") == "\"Ann@example.com\"");
        await UntilAsync(async () => await AttributeAsync("cust_1", "email") == "\"ann@example.org\"");
        await DrainedAsync();
        Assert.Equal(0, (await Sandbox.StatsAsync(Stop)).Ignored);
    }

    [Fact]
    public async Task Of_somebody_forgotten_a_hash_of_the_email_stays_and_blocks_it()
    {
        await MigrateAsync("", People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Email) VALUES (1, 'ann@example.com')");
        await StartAsync();
        await DrainedAsync();
        await ShopAsync(Shop.Tell("ForgetPerson", ("PersonKey", "1")));
        await DrainedAsync();

        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (2, 'ann@example.com', 'iron')");
        await DrainedAsync();
        Assert.Equal("\"iron\"", await AttributeAsync("cust_2", "tier"));
        Assert.Equal([Fault], await FaultLinesAsync());
        Assert.Equal(0, (await Sandbox.StatsAsync(Stop)).Ignored);
        Assert.Equal(
            $"forget {Core.TextHash.Of("ann@example.com")}",
            Assert.Single(await Shop.ColumnAsync($"SELECT Kind, EmailHash FROM {Shop.Own("Removal")}")));
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteSuppressions() : SuppressionContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerSuppressions() : SuppressionContract(new SqlServerEngine());
