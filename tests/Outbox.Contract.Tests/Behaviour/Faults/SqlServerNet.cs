using Microsoft.Data.SqlClient;
using Outbox.Contract.Tests.Engines;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour.Faults;

/// <summary>The net under a capture: where it fails the shop's write stands, and a fault says so.</summary>
public sealed class SqlServerNet() : ContractTests(new SqlServerEngine(ownDatabase: true))
{
    /// <summary>What somebody did to the outbox by hand.</summary>
    public static TheoryData<string, string> Damages => new()
    {
        { "a check", "ALTER TABLE outbox.Message ADD CONSTRAINT CK_ByHand CHECK (Kind <> 'event')" },
        { "a column that is too small", "ALTER TABLE outbox.Message ALTER COLUMN OccurredAtRaw nvarchar(4) NULL" },
        { "a unique index", "CREATE UNIQUE INDEX UX_ByHand ON outbox.Message (CapturedBy)" },
        { "a column that takes no null", "ALTER TABLE outbox.Message ADD ByHand int NULL; ALTER TABLE outbox.Message ADD CONSTRAINT CK_ByHand2 CHECK (ByHand IS NOT NULL)" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_capture_that_fails_leaves_a_fault_and_the_write_stands(string what, string damage)
    {
        Assert.NotEmpty(what);
        await NeedAsync(Trait.ErrorsInTriggersSpareTransaction);
        await MigrateAsync(Mappings.OrderEvent);
        await ShopAsync(damage);
        foreach (var xactAbort in new[] { "OFF", "ON" })
        {
            await ShopAsync($"SET XACT_ABORT {xactAbort}");
            await using var transaction = await Shop.BeginAsync(Stop);
            await ShopAsync($"INSERT INTO dbo.Orders (OrderId, CustomerId, CompletedAt) VALUES ({(xactAbort == "ON" ? "1, 5" : "2, 5")}, '2026-11-23'), ({(xactAbort == "ON" ? "3, 5" : "4, 5")}, '2026-11-23')");
            await transaction.CommitAsync(Stop);
        }

        Assert.Equal(["1", "2", "3", "4"], await Shop.ColumnAsync("SELECT OrderId FROM dbo.Orders ORDER BY OrderId"));
        Assert.Equal(["OBX432 2", "OBX432 2"], await Shop.ColumnAsync("SELECT Code, RowsHit FROM outbox.Fault"));

        // An error's text can hold a person's values.
        Assert.All(await Shop.ColumnAsync("SELECT Detail FROM outbox.Fault"), detail => Assert.DoesNotContain("2026", detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_not_even_the_fault_can_be_written_the_write_stands()
    {
        await NeedAsync(Trait.ErrorsInTriggersSpareTransaction);
        await MigrateAsync(Mappings.OrderEvent);
        await ShopAsync("ALTER TABLE outbox.Message ADD CONSTRAINT CK_ByHand CHECK (Kind <> 'event')");
        await ShopAsync("ALTER TABLE outbox.Fault ADD CONSTRAINT CK_ByHand3 CHECK (Code <> 'OBX432')");
        await using (var transaction = await Shop.BeginAsync(Stop))
        {
            await ShopAsync("INSERT INTO dbo.Orders (OrderId) VALUES (1)");
            await transaction.CommitAsync(Stop);
        }

        Assert.Equal(["1"], await Shop.ColumnAsync("SELECT OrderId FROM dbo.Orders"));
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task A_capture_that_is_mended_goes_on()
    {
        await NeedAsync(Trait.ErrorsInTriggersSpareTransaction);
        await MigrateAsync(Mappings.OrderEvent);
        await ShopAsync("ALTER TABLE outbox.Message ADD CONSTRAINT CK_ByHand CHECK (Kind <> 'event')");
        await ShopAsync("INSERT INTO dbo.Orders (OrderId) VALUES (1)");
        await ShopAsync("ALTER TABLE outbox.Message DROP CONSTRAINT CK_ByHand");
        await ShopAsync("INSERT INTO dbo.Orders (OrderId) VALUES (2)");
        Assert.Equal(["order_event:2"], await EventIdsAsync());
        Assert.Equal(["OBX432"], await FaultsAsync());
    }

    [Fact]
    public async Task A_capture_whose_error_dooms_the_transaction_fails_the_write_and_leaves_nothing_half_done()
    {
        // On a server where every error dooms, any will do.
        var damage = "Kind <> 'event'";
        if (await Shop.LacksAsync(Trait.ErrorsInTriggersSpareTransaction) is null)
        {
            await NeedAsync(Trait.DoomingConversions);
            damage = "CAST(EventName AS int) > 0";
        }

        await MigrateAsync(Mappings.OrderEvent, Mappings.TouchedByOrders);
        await ShopAsync($"ALTER TABLE outbox.Message ADD CONSTRAINT CK_ByHand CHECK ({damage})");
        await Assert.ThrowsAsync<SqlException>(() => ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId) VALUES (1, 5)"));
        Assert.Equal(0, await Shop.ScalarAsync<int>("SELECT COUNT(*) FROM dbo.Orders"));
        Assert.Equal(0, await Shop.ScalarAsync<int>("SELECT COUNT(*) FROM outbox.Message"));
    }
}
