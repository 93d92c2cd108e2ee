using Dapper;
using Outbox.EndToEnd.Tests.Crash;
using Outbox.EndToEnd.Tests.Crash.Check;
using Outbox.EndToEnd.Tests.Crash.Shop;
using Outbox.Sandbox.Query;

namespace Outbox.EndToEnd.Tests.Profiles;

/// <summary>A shop with customers and guests, the real executable on it, and the sandbox, a process too.</summary>
internal sealed class PeopleShop(FaultShop shop, SandboxProcess sandbox) : IAsyncDisposable
{
    /// <summary>The namespace of the ids.</summary>
    public const string Source = "people";

    private static readonly ShopDesign Design = new(
        """
        version: 1
        source: people
        time_zone: UTC
        people:
          table: dbo.Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes: { email: Email, tier: Tier }
          deleted: { when: { column: DeletedAt, becomes: not_null }, then: suppress }
          guests: { table: dbo.Orders, when_null: CustomerId, email: GuestEmail }
        events:
          ordered: { table: dbo.Orders, when: inserted, id: [OrderId], person: CustomerId, properties: { order_id: OrderId }, delivery: live }
        """,
        [
            "PRAGMA journal_mode = WAL",
            "CREATE TABLE Customers (CustomerId INTEGER NOT NULL PRIMARY KEY, Email NVARCHAR(200), Tier NVARCHAR(20), DeletedAt DATETIME)",
            "CREATE TABLE Orders (OrderId INTEGER NOT NULL PRIMARY KEY, CustomerId INT, GuestEmail NVARCHAR(200))",
        ],
        [
            "CREATE TABLE dbo.Customers (CustomerId int NOT NULL CONSTRAINT PK_Customers PRIMARY KEY, Email nvarchar(200) NULL, Tier nvarchar(20) NULL, DeletedAt datetime2(3) NULL)",
            "CREATE TABLE dbo.Orders (OrderId int NOT NULL CONSTRAINT PK_Orders PRIMARY KEY, CustomerId int NULL, GuestEmail nvarchar(200) NULL)",
        ]);

    /// <summary>Dispatchers on it.</summary>
    public Fleet Fleet { get; } = new(shop, sandbox, TimeSpan.FromSeconds(3), ("OUTBOX__DISPATCH__MERGEDELAY", "00:00:01"));

    /// <summary>Asks the sandbox.</summary>
    public SandboxClient Sandbox => sandbox.Client;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Makes it; skips the test where the engine is not there.</summary>
    public static async Task<PeopleShop> OpenAsync(string engine) =>
        new(await FaultShop.OpenAsync(engine, Design), await SandboxProcess.StartAsync());

    /// <summary>Runs the shop's SQL.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await shop.ConnectAsync();
        await connection.ExecuteAsync(sql, commandTimeout: 60);
    }

    /// <summary>Tells the outbox something of people.</summary>
    public Task TellAsync(string name, params (string Name, string Value)[] arguments) => ExecuteAsync(shop.Engine == SqliteFaultShop.Name
        ? $"INSERT INTO outbox_{name} ({string.Join(", ", arguments.Select(a => a.Name))}) VALUES ({string.Join(", ", arguments.Select(a => $"'{a.Value}'"))})"
        : $"EXEC outbox.{name} {string.Join(", ", arguments.Select(a => $"@{a.Name} = N'{a.Value}'"))}");

    /// <summary>Rows of an outbox table.</summary>
    public async Task<long> CountAsync(string table, string where)
    {
        await using var connection = await shop.ConnectAsync();
        return await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {shop.Outbox(table)} WHERE {where}");
    }

    /// <summary>The ids of the people who are there.</summary>
    public async Task<IReadOnlyList<string?>> IdsAsync() =>
        [.. (await Sandbox.PeopleAsync(cancellationToken: Stop).ToListAsync(Stop)).Select(person => person.Id).Order(StringComparer.Ordinal)];

    /// <summary>Somebody with the history, also of one who is gone.</summary>
    public async Task<PersonDetail> PersonAsync(string id)
    {
        var person = await Sandbox.PersonAsync(id, cancellationToken: Stop);
        Assert.True(person is not null, $"nobody ever had {id}; there are {string.Join(", ", await IdsAsync())}");
        return person;
    }

    /// <summary>Runs until nothing waits.</summary>
    public Task DrainAsync() => Fleet.DrainAsync(TimeSpan.FromSeconds(90));

    public async ValueTask DisposeAsync()
    {
        await Fleet.DisposeAsync();
        await sandbox.DisposeAsync();
        await shop.DisposeAsync();
    }
}
