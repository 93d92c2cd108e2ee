using System.Globalization;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.EndToEnd.Tests.Processes;
using Outbox.TestServers;
using Outbox.TestServers.Dialect;

namespace Outbox.EndToEnd.Tests.Servers;

/// <summary>
/// What the tests of the executable against a T-SQL server begin with: a new database with a small shop, and a mapping
/// file. Where there is no server they are skipped, with the reason.
/// </summary>
[Collection(nameof(ServerTests))]
public abstract class ServerTests : IAsyncLifetime
{
    /// <summary>The mapping; <c>order_completed</c> reads every column that a test may take away.</summary>
    protected const string Mapping = """
        version: 1
        source: shop
        time_zone: UTC
        people:
          table: dbo.Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes: { city: City }
        events:
          customer_joined:
            table: dbo.Customers
            when: inserted
            once: true
            id: [CustomerId]
            person: CustomerId
            occurred_at: JoinedAt
          order_completed:
            table: dbo.Orders
            when: { column: Status, becomes: Completed }
            once: true
            id: [OrderId]
            person: CustomerId
            occurred_at: CompletedAt
            properties: { value_cents: { column: Total, as: cents, currency: USD } }
        """;

    private const int MostTries = 20;

    private static int _numbers;

    private readonly string _folder = Directory.CreateTempSubdirectory("outbox-server-").FullName;
    private IReadOnlyDictionary<string, string> _variables = new Dictionary<string, string>();
    private string? _database;
    private ServerTurn? _turn;

    /// <summary>The server of the run.</summary>
    protected TestServer Server { get; private set; } = null!;

    /// <summary>The test's database.</summary>
    protected string Database => _database!;

    /// <summary>Ends with the test run.</summary>
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var (server, why) = await TestServer.ChooseOnceAsync();
        Assert.SkipWhen(server is null, why ?? "");
        Server = server!;
        _turn = await ServerTurn.TakeAsync(Stop);
        try
        {
            await PrepareAsync();
        }
        catch
        {
            _turn.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(_folder, recursive: true);
        using (_turn)
        {
            if (_database is not null)
            {
                await Server.DropDatabaseAsync(_database);
            }
        }
    }

    /// <summary>A connection string to a database, changed as told.</summary>
    protected string To(string database, Action<SqlConnectionStringBuilder>? change = null)
    {
        var builder = new SqlConnectionStringBuilder(Server.To(database, pooling: true));
        change?.Invoke(builder);
        return builder.ToString();
    }

    /// <summary>Runs the executable on the test's database.</summary>
    internal Task<OutboxRun> OutboxAsync(params string[] arguments) => OutboxAsync(To(Database), arguments);

    /// <summary>Runs it on another connection.</summary>
    /// <remarks>
    /// Nobody else deploys to a test's own database: where the lock is held, it is another run's, on a server whose
    /// application locks are the server's and not the database's. That run is waited for.
    /// </remarks>
    internal Task<OutboxRun> OutboxAsync(string connection, string[] arguments) => RunAsync(_variables, connection, arguments);

    /// <summary>Runs it as it is, without what the tests tell it of the server.</summary>
    internal Task<OutboxRun> BareAsync(params string[] arguments) => RunAsync([], To(Database), arguments);

    /// <summary>Runs <c>outbox migrate</c> with the mapping. Not every server has a plan cache and a Query Store to look into.</summary>
    internal Task<OutboxRun> MigrateAsync(params string[] options) => StrictlyAsync(["--accept-unchecked-writers", .. options]);

    /// <summary>The same, refusing where writers could not be looked for.</summary>
    internal Task<OutboxRun> StrictlyAsync(params string[] options) => OutboxAsync(["migrate", InFolder("outbox.yml"), .. options]);

    /// <summary>A file of the test.</summary>
    protected string InFolder(string name) => Path.Combine(_folder, name);

    /// <summary>Writes one.</summary>
    protected Task WriteAsync(string name, string text) => File.WriteAllTextAsync(InFolder(name), text, Stop);

    /// <summary>Runs SQL in the test's database.</summary>
    protected async Task ShopAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Reads rows, each as one text.</summary>
    protected async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var connection = await OpenAsync();
        return [.. (await connection.QueryAsync(sql)).Select(row => string.Join(" | ", ((IDictionary<string, object?>)row).Values.Select(v =>
            v is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(v, CultureInfo.InvariantCulture))))];
    }

    /// <summary>Everything in the schema outbox, and its roles; a primary key's name may be the server's own.</summary>
    protected async Task<IReadOnlyList<string>> OutboxObjectsAsync() =>
    [
        .. await RowsAsync("SELECT o.name AS Name FROM sys.objects AS o INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE s.name = N'outbox'"),
        .. await RowsAsync("SELECT t.name AS Name FROM sys.types AS t INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id WHERE s.name = N'outbox'"),
        .. await RowsAsync("SELECT name AS Name FROM sys.triggers WHERE name LIKE N'outbox%'"),
        .. await RowsAsync("SELECT name AS Name FROM sys.schemas WHERE name = N'outbox'"),
        .. await RowsAsync("SELECT name AS Name FROM sys.database_principals WHERE name LIKE N'outbox[_]%'"),
    ];

    /// <summary>Skips the test, with the server's own words, where the server lacks what it is about.</summary>
    protected async Task NeedAsync(Trait trait)
    {
        if (await Server.LacksAsync(trait) is { } why)
        {
            Assert.Skip(why);
        }
    }

    /// <summary>An open connection to the test's database.</summary>
    protected async Task<SqlConnection> OpenAsync()
    {
        var connection = new SqlConnection(To(Database));
        await connection.OpenAsync(Stop);
        return connection;
    }

    private async Task PrepareAsync()
    {
        _variables = await Server.ChildVariablesAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"outbox_run_{Environment.ProcessId}_{Interlocked.Increment(ref _numbers)}");
        await Server.CreateDatabaseAsync(name, Stop);
        _database = name;
        await ShopAsync("CREATE TABLE dbo.Customers (CustomerId int NOT NULL CONSTRAINT PK_Customers PRIMARY KEY, City nvarchar(80) NULL, JoinedAt datetime2(3) NOT NULL)");
        await ShopAsync("CREATE TABLE dbo.Orders (OrderId int NOT NULL CONSTRAINT PK_Orders PRIMARY KEY, CustomerId int NOT NULL, Status varchar(12) NOT NULL, Total decimal(19, 4) NOT NULL, CompletedAt datetime2(3) NULL)");
        await WriteAsync("outbox.yml", Mapping);
    }

    private static async Task<OutboxRun> RunAsync(
        IEnumerable<KeyValuePair<string, string>> variables, string connection, string[] arguments)
    {
        for (var attempt = 1; ; attempt++)
        {
            var run = await OutboxRun.OfAsync([.. variables, KeyValuePair.Create("OUTBOX__CONNECTION", connection)], arguments);
            if (attempt == MostTries || !run.Error.StartsWith("error OBX214: ", StringComparison.Ordinal))
            {
                return run;
            }
        }
    }
}

/// <summary>One test at a time has the server.</summary>
[CollectionDefinition(nameof(ServerTests), DisableParallelization = true)]
public sealed class OneAtATime;
