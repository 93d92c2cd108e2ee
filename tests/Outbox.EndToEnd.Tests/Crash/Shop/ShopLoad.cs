using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Outbox.EndToEnd.Tests.Crash.Shop;

/// <summary>
/// Desks that write to the shop, each in transactions of its own: orders with lines, refunds, new customers, changes of
/// customers, and some that are rolled back. What was committed stands in the journal.
/// </summary>
/// <param name="shop">The shop.</param>
/// <param name="seed">Of what the desks do.</param>
/// <param name="writesPerSecond">Statements of all desks together.</param>
internal sealed class ShopLoad(FaultShop shop, int seed, int writesPerSecond) : IDisposable
{
    private const int Desks = 3;
    private const int Customers = 60;

    private readonly ConcurrentQueue<Deed> _journal = new();
    private readonly ConcurrentQueue<(int Order, string Customer)> _completed = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TimeProvider _clock = TimeProvider.System;
    private Task _desks = Task.CompletedTask;
    private int _customers;
    private int _orders;
    private int _refunds;
    private long _writes;

    /// <summary>What was committed.</summary>
    public IReadOnlyCollection<Deed> Journal => _journal;

    /// <summary>Statements run.</summary>
    public long Writes => Interlocked.Read(ref _writes);

    /// <summary>Begins, once the first customers are there.</summary>
    public async Task StartAsync()
    {
        await using (var connection = await shop.ConnectAsync())
        {
            for (var i = 0; i < Customers; i++)
            {
                await PlayAsync(connection, new Random(seed + i), Kind.Join);
            }
        }

        _desks = Task.WhenAll(Enumerable.Range(0, Desks).Select(desk => Task.Run(() => WorkAsync(new Random(seed * 31 + desk)))));
    }

    /// <summary>Ends after the transactions under way.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _desks;
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    private enum Kind
    {
        Join,
        Order,
        Refund,
        Change,
        RollBack,
    }

    private async Task WorkAsync(Random random)
    {
        await using var connection = await shop.ConnectAsync();
        var start = _clock.GetTimestamp();
        var written = 0L;
        while (!_end.IsCancellationRequested)
        {
            written += await PlayAsync(connection, random, random.Next(100) switch
            {
                < 45 => Kind.Order,
                < 65 => Kind.Refund,
                < 90 => Kind.Change,
                < 95 => Kind.RollBack,
                _ => Kind.Join,
            });

            // The pace of the load itself; nothing is waited for here.
            var ahead = TimeSpan.FromSeconds(written * Desks / (double)writesPerSecond) - _clock.GetElapsedTime(start);
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead, _clock, CancellationToken.None);
            }
        }
    }

    private async Task<int> PlayAsync(DbConnection connection, Random random, Kind kind)
    {
        while (true)
        {
            try
            {
                return await TryAsync(connection, random, kind);
            }
            catch (DbException e) when (shop.IsPassing(e))
            {
                // Rolled back by the engine: nothing of it is in the journal.
            }
        }
    }

    private async Task<int> TryAsync(DbConnection connection, Random random, Kind kind)
    {
        var began = _clock.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync();
        var writing = new Writing(connection, transaction, _clock);
        Deed? deed;
        (int Order, string Customer)? completed = null;
        switch (kind)
        {
            case Kind.Join:
                deed = await writing.JoinAsync(Interlocked.Increment(ref _customers));
                break;
            case Kind.Change:
                deed = await writing.ChangeAsync(AnyCustomer(random), random.Next());
                break;
            case Kind.Refund when _completed.TryDequeue(out var order):
                deed = await writing.RefundAsync(Interlocked.Increment(ref _refunds), order.Order, order.Customer, random.Next(1, 9_999));
                break;
            default:
                var number = Interlocked.Increment(ref _orders);
                var customer = AnyCustomer(random);
                deed = await writing.OrderAsync(number, customer, random.Next(1, 99_999));
                completed = (number, customer);
                break;
        }

        if (kind == Kind.RollBack)
        {
            await transaction.RollbackAsync();
            return writing.Statements;
        }

        await transaction.CommitAsync();
        _journal.Enqueue(deed with { Began = began, Ended = _clock.GetTimestamp() });
        if (completed is { } done)
        {
            _completed.Enqueue(done);
        }

        Interlocked.Add(ref _writes, writing.Statements);
        return writing.Statements;
    }

    private static string AnyCustomer(Random random) => Writing.Customer(random.Next(1, Customers + 1));

    /// <summary>The statements of one transaction.</summary>
    private sealed class Writing(DbConnection connection, DbTransaction transaction, TimeProvider clock)
    {
        public int Statements { get; private set; }

        private string Now => clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

        public static string Customer(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number}");

        public async Task<Deed> JoinAsync(int number)
        {
            var customer = Customer(number);
            var city = string.Create(CultureInfo.InvariantCulture, $"Città {number}");
            await ExecuteAsync("INSERT INTO Customers (CustomerId, Number, City, Edition, JoinedAt) VALUES (@customer, @number, @city, 1, @Now)", new { customer, number, city, Now });
            return Of(customer, [(string.Create(CultureInfo.InvariantCulture, $"customer_joined:{number}"), null)], new Attributes(1, city));
        }

        public async Task<Deed> ChangeAsync(string customer, int mark)
        {
            var city = string.Create(CultureInfo.InvariantCulture, $"Ort {mark}");
            await ExecuteAsync("UPDATE Customers SET Edition = Edition + 1, City = @city WHERE CustomerId = @customer", new { customer, city });
            var edition = await connection.ExecuteScalarAsync<int>("SELECT Edition FROM Customers WHERE CustomerId = @customer", new { customer }, transaction);
            return Of(customer, [], new Attributes(edition, city));
        }

        public async Task<Deed> OrderAsync(int order, string customer, int cents)
        {
            await ExecuteAsync(
                "INSERT INTO Orders (OrderId, CustomerId, Status, Total, CompletedAt) VALUES (@order, @customer, 'New', @total, NULL)",
                new { order, customer, total = cents / 100m });
            for (var line = 1; line <= 2; line++)
            {
                await ExecuteAsync("INSERT INTO OrderLines (OrderId, LineId, Sku, Quantity) VALUES (@order, @line, 'sku-7', @line)", new { order, line });
            }

            await ExecuteAsync("UPDATE Orders SET Status = 'Completed', CompletedAt = @Now WHERE OrderId = @order", new { order, Now });
            return Of(customer, [(string.Create(CultureInfo.InvariantCulture, $"order_completed:{order}"), cents)], null);
        }

        public async Task<Deed> RefundAsync(int refund, int order, string customer, int cents)
        {
            await ExecuteAsync(
                "INSERT INTO Refunds (RefundId, OrderId, Amount, IssuedAt) VALUES (@refund, @order, @amount, @Now)",
                new { refund, order, amount = cents / 100m, Now });
            return Of(customer, [(string.Create(CultureInfo.InvariantCulture, $"refund_issued:{refund}"), cents)], null);
        }

        private static Deed Of(string customer, IReadOnlyList<(string, long?)> facts, Attributes? attributes) => new(FaultShop.Prefix + customer, 0, 0, facts, attributes);

        private async Task ExecuteAsync(string sql, object parameters)
        {
            await connection.ExecuteAsync(sql, parameters, transaction, commandTimeout: 60);
            Statements++;
        }
    }
}
