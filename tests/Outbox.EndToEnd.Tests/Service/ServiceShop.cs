using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Outbox.EndToEnd.Tests.Service;

/// <summary>A small shop with an outbox in a new file, and the dispatchers that a test runs on it.</summary>
public abstract class ServiceShop : IAsyncLifetime
{
    /// <summary>A value that no log, health answer or metric may show.</summary>
    protected const string PrivateCity = "Llanfairpwllgwyngyll";

    private const string Mapping = """
        version: 1
        source: shop
        time_zone: UTC
        people:
          table: Customers
          id: CustomerId
          attributes: { city: City }
        events:
          customer_joined:
            table: Customers
            when: inserted
            once: true
            id: [CustomerId]
            person: CustomerId
            occurred_at: JoinedAt
        """;

    private readonly List<RunningOutbox> _dispatchers = [];

    private string Folder { get; } = Directory.CreateTempSubdirectory("outbox-service-").FullName;

    private string Database => Path.Combine(Folder, "shop.db");

    /// <summary>A socket that this test can have.</summary>
    private protected string SocketPath => Path.Combine(Folder, "notify");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await connection.ExecuteAsync("CREATE TABLE Customers (CustomerId INTEGER PRIMARY KEY, City TEXT, JoinedAt DATETIME NOT NULL)");
        }

        var mapping = Path.Combine(Folder, "outbox.yml");
        await File.WriteAllTextAsync(mapping, Mapping, Cancel);
        await using var migrate = RunningOutbox.Start(["migrate", mapping, "--connection", Database], new Dictionary<string, string?>());
        Assert.True(await migrate.EndAsync() == 0, migrate.Printed);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var dispatcher in _dispatchers)
        {
            await dispatcher.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a dispatcher.</summary>
    private protected RunningOutbox Run(Uri trackApi, params (string Name, string? Value)[] settings)
    {
        var run = RunningOutbox.Start(
            ["run", "--connection", Database, "--region", "us", "--site-id", "sandbox", "--base-address", trackApi.ToString()],
            settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        _dispatchers.Add(run);
        return run;
    }

    /// <summary>Writes a customer; the trigger writes a touch and an event.</summary>
    protected async Task JoinAsync(int customer)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.ExecuteAsync(
            "INSERT INTO Customers VALUES (@customer, @PrivateCity, @now)",
            new { customer, PrivateCity, now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) });
    }

    /// <summary>Makes the rows that wait older.</summary>
    protected async Task AgeAsync(int hours)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.ExecuteAsync(
            "UPDATE outbox_Message SET OccurredAt = NULL, CreatedAt = strftime('%Y-%m-%dT%H:%M:%fZ', CreatedAt, @by)", new { by = $"-{hours} hours" });
    }

    /// <summary>Rows by their status.</summary>
    protected async Task<IReadOnlyList<string>> StatusesAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        return [.. await connection.QueryAsync<string>("SELECT Status FROM outbox_Message ORDER BY MessageId")];
    }
}
