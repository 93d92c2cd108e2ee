using Microsoft.Data.SqlClient;
using Outbox.Contract.Tests.Engines;

namespace Outbox.Contract.Tests.Behaviour.Attributes;

/// <summary>Apps that tell of writes that no trigger sees, and the procedures that tell how they are used.</summary>
public sealed class SqlServerTouchPerson() : ContractTests(new SqlServerEngine())
{
    [Fact]
    public async Task A_touch_is_in_the_lane_in_which_the_triggers_put_the_person()
    {
        await MigrateAsync("");
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (42)");
        await ShopAsync("EXEC outbox.TouchPerson @PersonKey = N'42 '");
        Assert.Equal(["touch people 42", "touch people 42"], await RowsAsync());
        Assert.Single((await Shop.PendingAsync(Stop)).Select(row => row.Lane).Distinct());
    }

    [Theory]
    [InlineData("EXEC outbox.TouchPerson @PersonKey = N' '", "OBX474: outbox.TouchPerson refuses @PersonKey")]
    [InlineData("DECLARE @key nvarchar(500) = N'1' + REPLICATE(N'2', 450); EXEC outbox.TouchPerson @PersonKey = @key", "OBX474: outbox.TouchPerson refuses @PersonKey")]
    [InlineData("EXEC outbox.Resync", "outbox.Resync: give one of")]
    [InlineData("EXEC outbox.Resync @Person = N'1', @All = 1", "outbox.Resync: give one of")]
    [InlineData("EXEC outbox.Resync @All = 1, @BatchSize = 4000", "outbox.Resync: @BatchSize")]
    [InlineData("EXEC outbox.Resync @All = 1, @Execute = 'x'", "outbox.Resync: @Execute")]
    public async Task What_is_missing_is_named_and_nothing_is_written(string call, string words)
    {
        await MigrateAsync("");
        var error = await Assert.ThrowsAsync<SqlException>(() => ShopAsync(call));
        Assert.StartsWith(words, error.Message, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task Help_writes_nothing()
    {
        await MigrateAsync("");
        await ShopAsync("EXEC outbox.TouchPerson @Help = 1");
        await ShopAsync("EXEC outbox.Resync @Help = 1");
        Assert.Empty(await RowsAsync());
    }
}
