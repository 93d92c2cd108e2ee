using Outbox.Contract.Tests.Engines;
using Outbox.Stores.SqlServer;

namespace Outbox.Contract.Tests.Behaviour.Reading;

/// <summary>Long values, read on fresh connections: what one read of the socket brings ends anywhere.</summary>
public sealed class SqlServerLongValues() : ContractTests(new SqlServerEngine())
{
    private const int Times = 12;

    [Theory]
    [InlineData(312)]
    [InlineData(700)]
    [InlineData(1_900)]
    public async Task A_long_value_is_read_whole_on_every_connection(int kilobytes)
    {
        await MigrateOrderEventAsync("inserted");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        var text = string.Concat(Enumerable.Range(0, kilobytes * 64).Select(i => $"{i:x8}"));
        await ShopAsync("UPDATE outbox.Message SET Captured = @text", new { text });
        var lanes = await Shop.HoldAsync(Stop);
        for (var i = 0; i < Times; i++)
        {
            await using var store = new SqlServerOutboxStore(((SqlServerDatabase)Shop).FreshConnector());
            Assert.Equal(text, Assert.Single((await store.ReadPendingAsync(lanes, 10, Stop)).Messages).Captured);
        }
    }
}
