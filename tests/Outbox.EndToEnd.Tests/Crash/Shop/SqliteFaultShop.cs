using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Outbox.EndToEnd.Tests.Crash.Shop;

/// <summary>The shop in a file.</summary>
internal sealed class SqliteFaultShop : FaultShop
{
    public const string Name = "sqlite";

    public override string Engine => Name;

    public override IReadOnlyList<string> Steps => ["request", "save", "record", "read", "shape", "cycle"];

    protected override IReadOnlyList<string> Tables =>
    [
        "PRAGMA journal_mode = WAL",
        "CREATE TABLE Customers (CustomerId NVARCHAR(200) NOT NULL PRIMARY KEY, Number INTEGER NOT NULL, City NVARCHAR(80), Edition INTEGER NOT NULL, JoinedAt DATETIME NOT NULL)",
        "CREATE TABLE Orders (OrderId INTEGER NOT NULL PRIMARY KEY, CustomerId NVARCHAR(200) NOT NULL, Status VARCHAR(12) NOT NULL, Total DECIMAL(19,4) NOT NULL, Note NVARCHAR(40000), Extra NVARCHAR(400), CompletedAt VARCHAR(40))",
        "CREATE TABLE OrderLines (OrderId INTEGER NOT NULL, LineId INTEGER NOT NULL, Sku VARCHAR(20) NOT NULL, Quantity INTEGER NOT NULL, PRIMARY KEY (OrderId, LineId))",
        "CREATE TABLE Refunds (RefundId INTEGER NOT NULL PRIMARY KEY, OrderId INTEGER NOT NULL, Amount DECIMAL(19,4) NOT NULL, IssuedAt VARCHAR(40) NOT NULL)",
    ];

    private string File => Path.Combine(Folder, "shop.db");

    public override string Outbox(string table) => "outbox_" + table;

    public override async Task<DbConnection> ConnectAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, DefaultTimeout = 60, Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("PRAGMA synchronous = NORMAL");
        return connection;
    }

    public override bool IsPassing(DbException error) => error is SqliteException { SqliteErrorCode: 5 };

    protected override Task<TimeSpan> FirstCallAsync() => Task.FromResult(TimeSpan.Zero);

    protected override Task<IReadOnlyDictionary<string, string>> TellAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["OUTBOX__CONNECTION"] = File });
}
