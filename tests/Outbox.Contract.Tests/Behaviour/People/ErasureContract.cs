using Outbox.Contract.Tests.Engines;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour.People;

/// <summary>A person's data goes from the outbox by and by, beside the recording of answers.</summary>
public abstract class ErasureContract(ContractEngine engine) : ContractTests(engine)
{
    private static readonly DateTime Noon = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);
    private static readonly string Own = new('a', 64);
    private static readonly string Guest = new('b', 64);

    [Fact]
    public async Task An_answer_names_who_is_erased_and_the_walk_erases_all_their_ids()
    {
        await MigrateOrderEventAsync("inserted");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5), (2, 6), (3, 5)");
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET PersonKey = '5' WHERE EventId IN ('order_event:1', 'order_event:3')");
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET PersonId = 'guest_5', PersonKey = NULL WHERE EventId = 'order_event:3'");
        var settled = Completion.Of([]) with
        {
            Settlement = Settlement.Nothing with
            {
                Removals = [new(Own, RemovalKind.Forget, "cust_5", "5", Noon), new(Guest, RemovalKind.Forget, "guest_5", null, Noon)],
                Erasures = [new("cust_5", "5", null, Own), new("guest_5", null, null, Guest)],
            },
        };
        await Shop.CompleteAsync(settled, Stop);
        Assert.Equal(3, (await EventIdsAsync()).Count);
        Assert.Equal(2L, await CountAsync("Erasure", "1 = 1"));

        while (await Store.EraseAsync(Stop))
        {
        }

        Assert.Equal(["order_event:2"], await EventIdsAsync());
        Assert.Equal(2L, await CountAsync("Message", "Status = 'skipped' AND EventId IS NULL AND Captured IS NULL"));
        Assert.Equal(0L, await CountAsync("Erasure", "1 = 1"));
        Assert.Equal(2L, await CountAsync("Removal", "RowsErased = 1"));
        Assert.False(await Store.EraseAsync(Stop));
    }

    /// <summary>Rows of a table of the outbox.</summary>
    protected async Task<long> CountAsync(string table, string where) =>
        await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own(table)} WHERE {where}");
}

/// <inheritdoc/>
public sealed class SqliteErasures() : ErasureContract(new SqliteEngine());

/// <inheritdoc/>
public sealed class SqlServerErasures() : ErasureContract(new SqlServerEngine())
{
    [Fact]
    public async Task A_walk_that_is_broken_off_goes_on_where_it_stood()
    {
        await MigrateOrderEventAsync("inserted");
        foreach (var some in Enumerable.Range(1, 3_500).Chunk(900))
        {
            await ShopAsync($"INSERT INTO Orders (OrderId, CustomerId) VALUES {string.Join(", ", some.Select(i => $"({i}, 5)"))}");
        }

        await ShopAsync("UPDATE outbox.Message SET PersonKey = N'5'");
        await ShopAsync("INSERT outbox.Erasure (PersonKey, PersonId, UpTo) SELECT N'5', N'cust_5', MAX(MessageId) FROM outbox.Message");
        await ShopAsync("EXEC outbox.ErasePeople @Batches = 1");
        Assert.Equal(3_000L, await CountAsync("Message", "PersonKey IS NULL"));
        Assert.Equal(1L, await CountAsync("Erasure", "Erased = 3000 AND Position > 0"));
        await ShopAsync("EXEC outbox.ErasePeople @Batches = 1");
        Assert.Equal(0L, await CountAsync("Message", "PersonKey IS NOT NULL"));
        Assert.Equal(0L, await CountAsync("Erasure", "1 = 1"));
    }
}
