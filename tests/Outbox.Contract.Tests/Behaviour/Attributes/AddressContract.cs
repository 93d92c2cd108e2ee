using Outbox.Contract.Tests.Engines;
using Outbox.Sandbox;

namespace Outbox.Contract.Tests.Behaviour.Attributes;

/// <summary>A changed address travels by itself: where Customer.io ignores it, nothing else is lost.</summary>
public abstract class AddressContract(ContractEngine engine) : SandboxContract(engine)
{
    private const string People =
        """
        people:
          table: Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes: { email: { column: Email, as: email }, phone: { column: Note, as: phone, region: US }, tier: Tier }
        """;

    /// <inheritdoc/>
    protected override SandboxOptions Workspace => new() { AllowEmailChangeById = false };

    [Fact]
    public async Task Where_Customer_io_ignores_a_changed_email_the_other_attributes_arrive_then_and_later()
    {
        await MigrateAsync("", People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (1, 'ann@example.com', 'gold')");
        await StartAsync();
        await DrainedAsync();
        Assert.Single(await HistoryAsync("cust_1"));
        Assert.Equal("\"ann@example.com\"", await AttributeAsync("cust_1", "email"));

        await ShopAsync("UPDATE Customers SET Email = 'ann@example.org', Tier = 'iron' WHERE CustomerId = 1");
        await DrainedAsync();
        Assert.Equal("\"iron\"", await AttributeAsync("cust_1", "tier"));
        Assert.Equal("\"ann@example.com\"", await AttributeAsync("cust_1", "email"));
        Assert.Equal(1, (await Sandbox.StatsAsync(Stop)).Ignored);

        await ShopAsync("UPDATE Customers SET Tier = 'lead' WHERE CustomerId = 1");
        await DrainedAsync();
        Assert.Equal("\"lead\"", await AttributeAsync("cust_1", "tier"));
        Assert.Equal(1, (await Sandbox.StatsAsync(Stop)).Ignored);

        // Once the setting is on, a resync brings it.
        Assert.Equal(1, await Shop.Upkeep.ResyncAsync("1", execute: true, Stop));
        await DrainedAsync();
        Assert.Equal(2, (await Sandbox.StatsAsync(Stop)).Ignored);
        Assert.Equal("\"lead\"", await AttributeAsync("cust_1", "tier"));
    }

    [Fact]
    public async Task A_profile_that_the_outbox_never_sent_and_that_has_the_address_costs_the_address_alone()
    {
        await MigrateAsync("", People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Tier) VALUES (1, 'gold')");
        await StartAsync();
        await DrainedAsync();
        await PostAsync("""{"type":"person","identifiers":{"email":"lead@example.com"},"action":"identify","attributes":{"newsletter":true}}""");

        await ShopAsync("UPDATE Customers SET Email = 'lead@example.com', Note = '(212) 555-0123', Tier = 'iron' WHERE CustomerId = 1");
        await DrainedAsync();
        Assert.Equal("\"iron\"", await AttributeAsync("cust_1", "tier"));
        Assert.Equal("\"+12125550123\"", await AttributeAsync("cust_1", "phone"));
        Assert.Null(await AttributeAsync("cust_1", "email"));
        Assert.Equal(2, (await Sandbox.StatsAsync(Stop)).People);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteAddresses() : AddressContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerAddresses() : AddressContract(new SqlServerEngine());
