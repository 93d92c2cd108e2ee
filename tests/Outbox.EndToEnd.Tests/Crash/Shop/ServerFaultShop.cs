using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.TestServers;

namespace Outbox.EndToEnd.Tests.Crash.Shop;

/// <summary>The shop in a database of its own on the server of the run.</summary>
internal sealed class ServerFaultShop(TestServer server, string database, ServerTurn turn) : FaultShop
{
    public const string Name = "sqlserver";

    private static int _numbers;

    public override string Engine => Name;

    public override IReadOnlyList<string> Steps => ["request", "save", "record", "read", "route", "shape", "cycle"];

    protected override IReadOnlyList<string> Tables =>
    [
        "CREATE TABLE dbo.Customers (CustomerId nvarchar(200) NOT NULL CONSTRAINT PK_Customers PRIMARY KEY, Number int NOT NULL, City nvarchar(80) NULL, Edition int NOT NULL, JoinedAt datetime2(3) NOT NULL)",
        "CREATE TABLE dbo.Orders (OrderId int NOT NULL CONSTRAINT PK_Orders PRIMARY KEY, CustomerId nvarchar(200) NOT NULL, Status varchar(12) NOT NULL, Total decimal(19, 4) NOT NULL, Note nvarchar(max) NULL, Extra nvarchar(400) NULL, CompletedAt varchar(40) NULL)",
        "CREATE TABLE dbo.OrderLines (OrderId int NOT NULL, LineId int NOT NULL, Sku varchar(20) NOT NULL, Quantity int NOT NULL, CONSTRAINT PK_OrderLines PRIMARY KEY (OrderId, LineId))",
        "CREATE TABLE dbo.Refunds (RefundId int NOT NULL CONSTRAINT PK_Refunds PRIMARY KEY, OrderId int NOT NULL, Amount decimal(19, 4) NOT NULL, IssuedAt varchar(40) NOT NULL)",
    ];

    private string Connection => server.To(database, pooling: true);

    /// <summary>Makes the database, or skips the test.</summary>
    public static async Task<ServerFaultShop> MakeAsync()
    {
        var (server, why) = await TestServer.ChooseOnceAsync();
        Assert.SkipWhen(server is null, why ?? "");
        var turn = await ServerTurn.TakeAsync(TestContext.Current.CancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"outbox_faults_{Environment.ProcessId}_{Interlocked.Increment(ref _numbers)}");
        try
        {
            await server!.CreateDatabaseAsync(name, TestContext.Current.CancellationToken);
            return new ServerFaultShop(server, name, turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public override string Outbox(string table) => "outbox." + table;

    public override async Task<DbConnection> ConnectAsync()
    {
        var connection = new SqlConnection(Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public override bool IsPassing(DbException error) => error is SqlException { Number: 1205 };

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
            await server.DropDatabaseAsync(database);
        }
        finally
        {
            turn.Dispose();
        }
    }

    protected override async Task<TimeSpan> FirstCallAsync()
    {
        await using var connection = new SqlConnection(server.To(database, pooling: false));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var since = Stopwatch.GetTimestamp();
        await connection.ExecuteAsync("DECLARE @Lanes outbox.LaneTokenList; EXECUTE outbox.ReadLanes @Lanes = @Lanes, @Limit = 1;");
        return Stopwatch.GetElapsedTime(since);
    }

    protected override async Task<IReadOnlyDictionary<string, string>> TellAsync() =>
        new Dictionary<string, string>(await server.ChildVariablesAsync()) { ["OUTBOX__CONNECTION"] = Connection };
}
