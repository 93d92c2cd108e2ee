using System.Data.Common;
using Dapper;

namespace Outbox.EndToEnd.Tests.Crash.Shop;

/// <summary>A shop in a new database of an engine, with everything that an <c>outbox</c> process on it needs.</summary>
internal abstract class FaultShop : IAsyncDisposable
{
    /// <summary>The namespace of the ids.</summary>
    public const string Source = "shop";

    private const int MostTries = 20;
    private const double SlowestPace = 8;

    private static readonly TimeSpan UsualFirstCall = TimeSpan.FromMilliseconds(150);

    /// <summary>Of the persons' ids.</summary>
    public const string Prefix = "cust_";

    private const string Mapping = """
        version: 1
        source: shop
        time_zone: UTC
        people:
          table: dbo.Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes: { city: City, edition: Edition }
          touched_by:
            - { table: dbo.Refunds, person: { lookup: dbo.Orders, on: OrderId, column: CustomerId } }
        events:
          customer_joined:
            table: dbo.Customers
            when: inserted
            once: true
            id: [Number]
            person: CustomerId
            occurred_at: JoinedAt
            properties: { key: Number }
            delivery: live
          order_completed:
            table: dbo.Orders
            when: { column: Status, becomes: Completed }
            once: true
            id: [OrderId]
            person: CustomerId
            occurred_at: { column: CompletedAt, zone: UTC }
            properties:
              key: OrderId
              value_cents: { column: Total, as: cents, currency: USD }
              note: Note
              edition: { lookup: dbo.Customers, on: CustomerId, column: Edition }   # another one when it is shaped later
              extra: { column: Extra, as: json }
              items: { each: dbo.OrderLines, on: OrderId, properties: { sku: Sku, quantity: Quantity } }
            delivery: live
          refund_issued:
            table: dbo.Refunds
            when: inserted
            id: [RefundId]
            person: { lookup: dbo.Orders, on: OrderId, column: CustomerId }
            occurred_at: { column: IssuedAt, zone: UTC }
            properties:
              key: RefundId
              value_cents: { column: Amount, as: cents, currency: USD }
            delivery: live
        """;

    private readonly Dictionary<string, string?> _variables = [];
    private ShopDesign? _design;

    /// <summary>The engine, for messages.</summary>
    public abstract string Engine { get; }

    /// <summary>The steps of the product on this engine.</summary>
    public abstract IReadOnlyList<string> Steps { get; }

    /// <summary>The name of an outbox table.</summary>
    public abstract string Outbox(string table);

    /// <summary>
    /// By how much to stretch times: 1 and more. A dispatcher's new sessions run each procedure for the first time, which takes
    /// milliseconds on some servers and seconds on others.
    /// </summary>
    public double Pace { get; private set; } = 1;

    /// <summary>What an <c>outbox</c> process on this shop is told by its environment.</summary>
    public IReadOnlyDictionary<string, string?> Variables => _variables;

    /// <summary>A folder for the files.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("outbox-faults-").FullName;

    /// <summary>Makes a shop on an engine; skips the test, with the reason, where the engine is not there.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="design">Its tables and mapping; null for those of the fault tests.</param>
    public static async Task<FaultShop> OpenAsync(string engine, ShopDesign? design = null)
    {
        FaultShop shop = engine == SqliteFaultShop.Name ? new SqliteFaultShop() : await ServerFaultShop.MakeAsync();
        shop._design = design;
        try
        {
            await MakeAsync(shop);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    private static async Task MakeAsync(FaultShop shop)
    {
        await using (var connection = await shop.ConnectAsync())
        {
            foreach (var table in shop._design?.TablesOf(shop.Engine) ?? shop.Tables)
            {
                await connection.ExecuteAsync(table);
            }
        }

        foreach (var (name, value) in await shop.TellAsync())
        {
            shop._variables[name] = value;
        }

        var mapping = Path.Combine(shop.Folder, "outbox.yml");
        await File.WriteAllTextAsync(mapping, shop._design?.Mapping ?? Mapping, TestContext.Current.CancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            await using var migrate = Service.RunningOutbox.Start(["migrate", mapping, "--accept-unchecked-writers"], shop.Variables);
            var isDone = await migrate.EndAsync() == 0;

            // Where the lock is held it is another run's, on a server whose application locks are the server's.
            if (isDone || attempt == MostTries || !migrate.Printed.Contains("error OBX214: ", StringComparison.Ordinal))
            {
                Assert.True(isDone, migrate.Printed);
                break;
            }
        }

        shop.Pace = Math.Clamp(await shop.FirstCallAsync() / UsualFirstCall, 1, SlowestPace);
    }

    /// <summary>A new open connection.</summary>
    public abstract Task<DbConnection> ConnectAsync();

    /// <summary>Rows of a status.</summary>
    public async Task<long> CountAsync(string status)
    {
        await using var connection = await ConnectAsync();
        return await connection.ExecuteScalarAsync<long>(
            $"SELECT COUNT(*) FROM {Outbox("Message")} WHERE Status = @status", new { status }, commandTimeout: 120);
    }

    /// <summary>Rows that wait.</summary>
    public Task<long> CountPendingAsync() => CountAsync("pending");

    /// <summary>Whether the engine chose a transaction to give way: it is written again.</summary>
    public abstract bool IsPassing(DbException error);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The shop's tables.</summary>
    protected abstract IReadOnlyList<string> Tables { get; }

    /// <summary>How long a session takes for the first of its reads.</summary>
    protected abstract Task<TimeSpan> FirstCallAsync();

    /// <summary>The environment of a process.</summary>
    protected abstract Task<IReadOnlyDictionary<string, string>> TellAsync();
}
