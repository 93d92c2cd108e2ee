using System.Globalization;
using Dapper;
using Outbox.EndToEnd.Tests.Crash.Check;
using Outbox.EndToEnd.Tests.Crash.Shop;
using Outbox.EndToEnd.Tests.Servers;

namespace Outbox.EndToEnd.Tests.Crash;

/// <summary>What the shop's tables hold and lack, and what it costs: the row that has it, the part of the mapping that needs it.</summary>
[Collection(nameof(ServerTests))]
public sealed class UnreadableTests
{
    private const int Good = 10_000;
    private const int AStatement = 400;
    private const int Customers = 60;

    private static readonly string Hour = TimeProvider.System.GetUtcNow().AddHours(-1).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SqliteFaultShop.Name)]
    [InlineData(ServerFaultShop.Name)]
    public async Task A_hundred_bad_rows_of_twelve_kinds_are_dead_with_their_reasons_and_ten_thousand_good_ones_are_sent(string engine)
    {
        await using var shop = await FaultShop.OpenAsync(engine, UnreadableShop.Design);
        await using var sandbox = await SandboxProcess.StartAsync();
        await using var fleet = new Fleet(
            shop, sandbox, TimeSpan.FromSeconds(30), ("OUTBOX__DISPATCH__BATCHITEMS", "100"), ("OUTBOX__DISPATCH__READSIZE", "1000"));
        var bad = BadOrders(engine).ToList();
        Assert.Equal((100, 12), (bad.Count, bad.DistinctBy(order => order.Kind).Count()));
        await WriteAsync(shop, bad);

        var run = fleet.Start();
        await fleet.DrainAsync(TimeSpan.FromMinutes(4) * shop.Pace);

        var arrived = (await sandbox.ArrivalsAsync()).Where(a => a.EventId is not null).GroupBy(a => a.EventId!).ToDictionary(id => id.Key, id => id.Count());
        var dead = await DeadAsync(shop);
        FaultTally.Add(string.Create(CultureInfo.InvariantCulture,
            $"unreadable on {engine}: {arrived.Count} events arrived, {dead.Count} dead: {string.Join("; ", bad.GroupBy(o => o.Kind).Select(kind => $"{kind.Count()} {kind.Key} {dead.GetValueOrDefault($"order_completed:{kind.First().Number}")}"))}"));

        Assert.False(run.HasEnded);
        Assert.All(Enumerable.Range(1, Good), order => Assert.Equal(1, arrived.GetValueOrDefault($"order_completed:{order}")));
        Assert.All(bad, order => Assert.StartsWith(order.Reason, dead.GetValueOrDefault($"order_completed:{order.Number}") ?? "not dead", StringComparison.Ordinal));
        Assert.Equal(bad.Count, dead.Count);
        Assert.DoesNotContain(dead.Values, reason => reason.Contains("free text", StringComparison.Ordinal));
        Assert.DoesNotContain("free text", run.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SqliteFaultShop.Name, "Stores", "City", "order_completed")]
    [InlineData(SqliteFaultShop.Name, "Traits", "Color", "people.attributes")]
    [InlineData(SqliteFaultShop.Name, "Products", "Title", "objects:product")]
    [InlineData(ServerFaultShop.Name, "Stores", "City", "order_completed")]
    [InlineData(ServerFaultShop.Name, "Traits", "Color", "people.attributes")]
    [InlineData(ServerFaultShop.Name, "Products", "Title", "objects:product")]
    public async Task A_column_that_is_gone_holds_what_needs_it_and_nothing_else_until_it_is_back(string engine, string table, string column, string part)
    {
        await using var shop = await FaultShop.OpenAsync(engine, UnreadableShop.Design);
        await using var sandbox = await SandboxProcess.StartAsync();
        await using var fleet = new Fleet(shop, sandbox, TimeSpan.FromSeconds(30));
        await using var connection = await shop.ConnectAsync();
        var run = fleet.Start();
        await connection.ExecuteAsync($"INSERT INTO Customers (CustomerId, Number, Prefs) VALUES ('c1', 1, NULL)");
        await connection.ExecuteAsync("INSERT INTO Traits (CustomerId, Color) VALUES ('c1', 'red')");
        await connection.ExecuteAsync("INSERT INTO Stores (StoreId, City) VALUES (1, 'Oslo')");
        await fleet.DrainAsync(TimeSpan.FromMinutes(1) * shop.Pace);

        await connection.ExecuteAsync(UnreadableShop.Rename(engine, table, column, column + "2"));
        await connection.ExecuteAsync(Order(1, "c1"));
        await connection.ExecuteAsync("INSERT INTO Refunds (RefundId, CustomerId) VALUES (1, 'c1')");
        await connection.ExecuteAsync("UPDATE Customers SET Number = 2 WHERE CustomerId = 'c1'");
        await connection.ExecuteAsync("INSERT INTO Products (ProductId, " + (table == "Products" ? column + "2" : "Title") + ") VALUES (1, 'Tea')");
        var said = await run.LineAsync($"{part} of the mapping is held");
        while (!await HasArrivedAsync(sandbox, "refunded"))
        {
            await Task.Delay(100, Stop);
        }

        Assert.NotEqual(0, await shop.CountPendingAsync());
        Assert.Contains("line ", said, StringComparison.Ordinal);
        await connection.ExecuteAsync(UnreadableShop.Rename(engine, table, column + "2", column));
        await fleet.DrainAsync(TimeSpan.FromMinutes(2) * shop.Pace);

        Assert.True(await HasArrivedAsync(sandbox, "order_completed"));
        Assert.Equal(0, await shop.CountAsync("dead"));
        await run.LineAsync($"{part} of the mapping is no longer held");
        Assert.False(run.HasEnded);
    }

    private static async Task<bool> HasArrivedAsync(SandboxProcess sandbox, string name) =>
        await sandbox.Client.ItemsAsync(cancellationToken: Stop).AnyAsync(item => item.Body.Contains($"\"{name}\"", StringComparison.Ordinal), Stop);

    private static IEnumerable<BadOrder> BadOrders(string engine)
    {
        var number = 20_000;
        var read = engine == SqliteFaultShop.Name ? UnreadableShop.SqliteTraps : UnreadableShop.ServerTraps;
        foreach (var (trap, note) in read)
        {
            for (var i = 0; i < 9; i++)
            {
                yield return new BadOrder(++number, trap, "OBX490", Note: note, Trap: trap);
            }
        }

        for (var i = 0; i < 8; i++)
        {
            yield return new BadOrder(++number, "person", "OBX490", Customer: "bad");
            yield return new BadOrder(++number, "large", "OBX458", Note: new string('y', 33_000));
            yield return new BadOrder(++number, "huge", "OBX458", Note: new string('y', 600_000));
            yield return new BadOrder(++number, "lines", "OBX458", Lines: 400);
            yield return new BadOrder(++number, "long id", "OBX457", Customer: new string('x', 160));
            yield return new BadOrder(++number, read[0].Trap + " and lines", "OBX490", Note: read[0].Note, Trap: read[0].Trap, Lines: 2);
            yield return new BadOrder(++number, "unknown", "OBX454", Customer: "nobody");
            yield return new BadOrder(++number, "no person", "OBX420", Customer: null);
        }
    }

    private static async Task WriteAsync(FaultShop shop, IReadOnlyList<BadOrder> bad)
    {
        await using var connection = await shop.ConnectAsync();
        foreach (var customer in Enumerable.Range(1, Customers).Select(n => $"c{n}"))
        {
            await connection.ExecuteAsync($"INSERT INTO Customers (CustomerId, Number, Prefs) VALUES ('{customer}', 1, NULL)");
        }

        await connection.ExecuteAsync("INSERT INTO Stores (StoreId, City) VALUES (1, 'Oslo')");

        // Its own write leaves no touch that would be one bad row more.
        await connection.ExecuteAsync("INSERT INTO Customers (CustomerId, Number, Prefs) VALUES ('bad', 1, 'free text')");
        await connection.ExecuteAsync($"DELETE FROM {shop.Outbox("Message")} WHERE PersonKey = 'bad'");
        var every = Good / bad.Count;
        for (var i = 0; i < bad.Count; i++)
        {
            foreach (var some in Enumerable.Range((i * every) + 1, every).Chunk(AStatement))
            {
                await connection.ExecuteAsync(
                    "INSERT INTO Orders (OrderId, CustomerId, Status, StoreId, Trap, Note, CompletedAt) VALUES "
                    + string.Join(", ", some.Select(n => $"({n}, 'c{(n % Customers) + 1}', 'Completed', 1, NULL, NULL, '{Hour}')")), commandTimeout: 120);
            }

            var order = bad[i];
            for (var line = 0; line < order.Lines; line++)
            {
                await connection.ExecuteAsync($"INSERT INTO OrderLines (OrderId, LineId, Sku) VALUES ({order.Number}, {line}, '{new string('s', 100)}')");
            }

            await connection.ExecuteAsync(Order(order.Number, order.Customer, order.Trap, order.Note), commandTimeout: 120);
        }
    }

    private static string Order(int number, string? customer, string? trap = null, string? note = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO Orders (OrderId, CustomerId, Status, StoreId, Trap, Note, CompletedAt) VALUES ({number}, {Text(customer)}, 'Completed', 1, {Text(trap)}, {Text(note)}, '{Hour}')");

    private static string Text(string? text) => text is null ? "NULL" : $"'{text}'";

    private static async Task<Dictionary<string, string>> DeadAsync(FaultShop shop)
    {
        await using var connection = await shop.ConnectAsync();
        var rows = await connection.QueryAsync<(long Id, string? EventId, string Reason)>(
            $"SELECT MessageId, EventId, Reason FROM {shop.Outbox("Message")} WHERE Status = 'dead' ORDER BY MessageId");
        return rows.ToDictionary(row => row.EventId ?? $"row {row.Id}", row => row.Reason);
    }

    private sealed record BadOrder(
        int Number, string Kind, string Reason, string? Customer = "c1", string? Trap = null, string? Note = null, int Lines = 0);
}
