using System.Globalization;
using System.Text.Json;
using Dapper;
using Outbox.EndToEnd.Tests.Crash.Check;
using Outbox.EndToEnd.Tests.Crash.Shop;
using Outbox.EndToEnd.Tests.Servers;

namespace Outbox.EndToEnd.Tests.Crash;

/// <summary>A row of each kind that cannot be sent, or not whole, in the middle of ten thousand that can.</summary>
[Collection(nameof(ServerTests))]
public sealed class PoisonTests
{
    private const int Good = 10_000;
    private const int AStatement = 400;
    private const int Customers = 60;
    private static readonly string Hour = TimeProvider.System.GetUtcNow().AddHours(-1).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    // Numbers beyond those of the good orders.
    private const int TooLarge = 20_001;
    private const int OfALongId = 20_002;
    private const int TooOld = 20_003;
    private const int NoTime = 20_004;
    private const int NoJson = 20_005;
    private const int OfNobody = 20_006;
    private const int LongIdNumber = 20_007;

    [Theory]
    [InlineData(SqliteFaultShop.Name)]
    [InlineData(ServerFaultShop.Name)]
    public async Task Only_the_poison_is_dead_with_its_reason_and_nothing_waits_for_it(string engine)
    {
        await using var shop = await FaultShop.OpenAsync(engine);
        await using var sandbox = await SandboxProcess.StartAsync();
        await using var fleet = new Fleet(
            shop, sandbox, TimeSpan.FromSeconds(30), ("OUTBOX__DISPATCH__BATCHITEMS", "100"), ("OUTBOX__DISPATCH__READSIZE", "1000"));
        await WriteAsync(shop);

        fleet.Start();
        await fleet.DrainAsync(TimeSpan.FromMinutes(3));

        var arrivals = await sandbox.ArrivalsAsync();
        var arrived = arrivals.Where(a => a.EventId is not null).GroupBy(a => a.EventId!).ToDictionary(id => id.Key, id => id.ToList());
        var dead = await DeadAsync(shop);
        var faults = await FaultsAsync(shop);
        var requests = await sandbox.Client.RequestsAsync(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var longest = requests.Zip(requests.Skip(1), (one, next) => next.ArrivedAt - one.ArrivedAt).Max();
        FaultTally.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"poison on {engine}: {arrived.Count} events arrived in {requests.Count} requests, {dead.Count} rows dead: {string.Join("; ", dead.Select(row => $"{row.Key} {row.Value}"))}; faults: {string.Join("; ", faults)}; the longest time between two requests was {longest} ms"));

        Assert.Equal(Good + Customers + 3, arrived.Count);
        Assert.All(Enumerable.Range(1, Good), order => Assert.Contains($"order_completed:{order}", arrived));
        Assert.All(arrived, id => Assert.Single(id.Value));

        Assert.Equal(
            [
                $"customer_joined:{LongIdNumber} OBX457",
                $"order_completed:{TooLarge} OBX458",
                $"order_completed:{OfALongId} OBX457",
                $"refund_issued:{OfNobody} OBX420",
                "touch OBX457",
            ],
            dead.Select(row => $"{row.Key} {row.Value[..6]}").Order(StringComparer.Ordinal));

        // Sent without what could not be read, and the loss is told.
        Assert.Equal(JsonValueKind.Null, Assert.Single(arrived[$"order_completed:{NoJson}"]).Data.GetProperty("extra").ValueKind);
        Assert.Equal(["extra", "occurred_at", "occurred_at"], faults.Select(fault => fault.Split(' ')[1]).Order(StringComparer.Ordinal));

        // A row that others wait for would be tried again and again meanwhile.
        Assert.InRange(longest, 0, 5_000);
        Assert.InRange(requests.Count, 1, 2 * Good / 100);
    }

    private static async Task WriteAsync(FaultShop shop)
    {
        await using var connection = await shop.ConnectAsync();
        await RunAsync("Customers (CustomerId, Number, City, Edition, JoinedAt)", Enumerable.Range(1, Customers).Select(n => $"('c{n}', {n}, 'Ulm', 1, '{Hour}')"));
        await RunAsync(Orders, Enumerable.Range(1, Good / 2).Select(Order));
        await RunAsync("Customers (CustomerId, Number, City, Edition, JoinedAt)", [$"('{new string('x', 160)}', {LongIdNumber}, 'Ulm', 1, '{Hour}')"]);
        await RunAsync(Orders,
        [
            Row(TooLarge, note: new string('y', 33_000)),
            Row(OfALongId, customer: new string('x', 160)),
            Row(TooOld, at: "1960-01-01 00:00:00.000"),
            Row(NoTime, at: "soon"),
            Row(NoJson, extra: "{no json"),
        ]);
        await RunAsync("Refunds (RefundId, OrderId, Amount, IssuedAt)", [$"({OfNobody}, 999999, 1, '{Hour}')"]);
        await RunAsync(Orders, Enumerable.Range((Good / 2) + 1, Good / 2).Select(Order));

        async Task RunAsync(string into, IEnumerable<string> rows)
        {
            foreach (var part in rows.Chunk(AStatement))
            {
                await connection.ExecuteAsync($"INSERT INTO {into} VALUES {string.Join(", ", part)}", commandTimeout: 120);
            }
        }
    }

    private const string Orders = "Orders (OrderId, CustomerId, Status, Total, Note, Extra, CompletedAt)";

    private static string Order(int number) => Row(number, customer: string.Create(CultureInfo.InvariantCulture, $"c{(number % Customers) + 1}"));

    private static string Row(int number, string customer = "c1", string? note = null, string? extra = null, string? at = null) => string.Create(
        CultureInfo.InvariantCulture, $"({number}, '{customer}', 'Completed', 1, {Text(note)}, {Text(extra)}, {Text(at ?? Hour)})");

    private static string Text(string? text) => text is null ? "NULL" : $"'{text}'";

    private static async Task<Dictionary<string, string>> DeadAsync(FaultShop shop)
    {
        await using var connection = await shop.ConnectAsync();
        var rows = await connection.QueryAsync<(string Kind, string? EventId, string Reason)>(
            $"SELECT Kind, EventId, Reason FROM {shop.Outbox("Message")} WHERE Status = 'dead' ORDER BY MessageId");
        return rows.ToDictionary(row => row.EventId ?? row.Kind, row => row.Reason);
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(FaultShop shop)
    {
        await using var connection = await shop.ConnectAsync();
        var rows = await connection.QueryAsync<(string Code, string? Field)>($"SELECT Code, Field FROM {shop.Outbox("Fault")} ORDER BY FaultId");
        return [.. rows.Select(row => $"{row.Code} {row.Field}")];
    }
}
