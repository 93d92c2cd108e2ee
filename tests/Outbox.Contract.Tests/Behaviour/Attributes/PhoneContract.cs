using Outbox.Contract.Tests.Engines;
using Outbox.Sandbox;

namespace Outbox.Contract.Tests.Behaviour.Attributes;

/// <summary>One phone, one person, where the workspace identifies people by it.</summary>
public abstract class PhoneContract(ContractEngine engine) : SandboxContract(engine)
{
    private const string People =
        """
        people:
          table: Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes: { phone: { column: Note, as: phone, region: US }, tier: Tier }
          phone_identifies: true
        """;

    /// <inheritdoc/>
    protected override SandboxOptions Workspace => new() { PhoneIdentifier = true };

    [Fact]
    public async Task Of_two_customers_with_one_phone_the_second_goes_without_and_is_there_all_the_same()
    {
        await MigrateAsync("", People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Note) VALUES (1, '(212) 555-0123')");
        await StartAsync();
        await DrainedAsync();
        await ShopAsync("INSERT INTO Customers (CustomerId, Note, Tier) VALUES (2, '212-555-0123', 'iron')");
        await DrainedAsync();

        Assert.Equal("\"+12125550123\"", await AttributeAsync("cust_1", "phone"));
        Assert.Equal("\"iron\"", await AttributeAsync("cust_2", "tier"));
        Assert.Null(await AttributeAsync("cust_2", "phone"));
        Assert.Equal(["OBX481 phone cust_2 goes without its phone as long as cust_1 has it"], await FaultLinesAsync());
        Assert.Equal(["cust_1"], (await Sandbox.PersonAsync("cust_1", cancellationToken: Stop))!.Ids.Select(id => id.Id));
        Assert.Equal(0, (await Sandbox.StatsAsync(Stop)).Ignored);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqlitePhones() : PhoneContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerPhones() : PhoneContract(new SqlServerEngine());
