using System.Data.Common;
using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop;

/// <summary>
/// A writer: a connection, a seeded source of chance, and the customers and orders that it alone writes to. Two desks
/// write at once.
/// </summary>
internal sealed class Desk : IAsyncDisposable
{
    /// <summary>A deed that meets as many deadlocks in a row meets something else.</summary>
    private const int MostTries = 10;

    private readonly IShopDatabase _database;
    private readonly DbConnection _connection;
    private readonly TimeProvider _time;

    private Desk(IShopDatabase database, DbConnection connection, DeskContext context, int number)
    {
        _database = database;
        _connection = connection;
        _time = context.Time;
        Number = number;
        Clock = context.Clock;
        Catalogue = context.Catalogue;
        Journal = context.Journal;
        Random = new Random(HashCode(context.Seed, number));
    }

    /// <summary>Counted from 0.</summary>
    public int Number { get; }

    public Random Random { get; }

    public ShopClock Clock { get; }

    public Catalogue Catalogue { get; }

    public CommitJournal Journal { get; }

    /// <summary>Counts up within the desk: for numbers and addresses that must differ.</summary>
    public int Serial { get; private set; }

    public List<Customer> Customers { get; } = [];

    /// <summary>Guests who have bought, as first typed.</summary>
    public List<string> Guests { get; } = [];

    /// <summary>E-mails of guests who have completed an order, in lower case.</summary>
    public HashSet<string> ServedGuests { get; } = [];

    /// <summary>Placed, not yet paid.</summary>
    public List<Order> Open { get; } = [];

    /// <summary>Paid, nothing packed yet.</summary>
    public List<Order> ToPack { get; } = [];

    /// <summary>Packed.</summary>
    public List<Parcel> ToShip { get; } = [];

    /// <summary>On their way.</summary>
    public List<Parcel> ToDeliver { get; } = [];

    /// <summary>Paid since the outbox was installed, no money gone back.</summary>
    public List<Order> Refundable { get; } = [];

    public List<Subscription> Subscriptions { get; } = [];

    public List<Cart> Carts { get; } = [];

    /// <summary>Opens a desk.</summary>
    public static async Task<Desk> OpenAsync(
        IShopDatabase database, DeskContext context, int number, CancellationToken cancellationToken) =>
        new(database, await database.OpenAsync(cancellationToken), context, number);

    /// <summary>A number that this desk has not given yet, distinct from the other desk's.</summary>
    public int NextSerial() => (++Serial * 10) + Number;

    /// <summary>Customers who take part in the play.</summary>
    public Customer AnyCustomer() => Pick(Customers.FindAll(c => c is { IsTest: false, IsDeleted: false, IsLeaver: false }));

    public T Pick<T>(IReadOnlyList<T> from) => from[Random.Next(from.Count)];

    /// <summary>Takes up to <paramref name="count"/> of a list away.</summary>
    public static List<T> Take<T>(List<T> from, int count)
    {
        var taken = from.Take(count).ToList();
        from.RemoveRange(0, taken.Count);
        return taken;
    }

    /// <summary>Runs a transaction and, once COMMIT has returned, notes in the journal what it must bring.</summary>
    public async Task CommitAsync(Func<ShopTransaction, Task> body, CancellationToken cancellationToken)
    {
        var (shop, committedAt) = await WriteAsync(body, cancellationToken);
        shop.Settle();
        Journal.Committed(committedAt, shop.Writes, shop.Facts);
    }

    /// <summary>Runs a transaction of the time before the outbox: the journal knows nothing of it.</summary>
    public async Task LoadAsync(Func<ShopTransaction, Task> body, CancellationToken cancellationToken)
    {
        var (shop, _) = await WriteAsync(body, cancellationToken);
        shop.Settle();
    }

    /// <summary>Runs a transaction that comes to nothing.</summary>
    public async Task RollBackAsync(Func<ShopTransaction, Task> body, CancellationToken cancellationToken)
    {
        await TryAsync(
            async transaction =>
            {
                await body(new ShopTransaction(_database, _connection, transaction, cancellationToken));
                await transaction.RollbackAsync(cancellationToken);
                return true;
            },
            cancellationToken);
        Journal.RollBack();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private Task<(ShopTransaction Shop, DateTimeOffset CommittedAt)> WriteAsync(
        Func<ShopTransaction, Task> body, CancellationToken cancellationToken) => TryAsync(
        async transaction =>
        {
            var shop = new ShopTransaction(_database, _connection, transaction, cancellationToken);
            await body(shop);

            // Past this point the play must not be broken off between the commit and its entry in the journal.
            await transaction.CommitAsync(CancellationToken.None);
            return (shop, _time.GetUtcNow());
        },
        cancellationToken);

    // A deadlock's victim was rolled back whole: the deed begins again, and what the first try noted is forgotten with it.
    private async Task<T> TryAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
                return await work(transaction);
            }
            catch (DbException error) when (_database.IsDeadlock(error) && attempt < MostTries)
            {
                Journal.RollBack();
            }
        }
    }

    // System.HashCode is seeded by the process; a play must be the same each time.
    private static int HashCode(int seed, int number) => unchecked((seed * 397) ^ (number * 7919));
}

/// <summary>What the desks share.</summary>
internal sealed record DeskContext(TimeProvider Time, ShopClock Clock, Catalogue Catalogue, CommitJournal Journal, int Seed);
