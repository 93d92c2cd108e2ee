using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Outbox.Mapping.Capture;
using Outbox.Stores;
using Outbox.Stores.Reading;
using Outbox.Stores.Sqlite;

namespace Outbox.Contract.Tests.Engines;

/// <summary>The embedded engine: a file in the temporary folder for each test.</summary>
public sealed class SqliteEngine : ContractEngine
{
    /// <inheritdoc/>
    public override string Name => "sqlite";

    /// <inheritdoc/>
    public override async Task<ContractDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        var database = new SqliteDatabase();
        await database.OpenAsync("sqlite.sql", cancellationToken);
        return database;
    }
}

/// <summary>A SQLite file that goes with the test.</summary>
public sealed class SqliteDatabase : ContractDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outbox-contract-");
    private readonly SqliteConnector _connector;

    /// <summary>Names the file; nothing is created yet.</summary>
    public SqliteDatabase()
    {
        File = Path.Combine(_folder.FullName, "shop.db");
        _connector = new SqliteConnector($"Data Source={File};Pooling=False");
        Installer = new SqliteInstaller(_connector);
        Store = new SqliteOutboxStore(_connector);
        Upkeep = new SqliteUpkeep(_connector);
        Reader = new SqliteReader(_connector);
    }

    /// <summary>Its path.</summary>
    public string File { get; }

    /// <inheritdoc/>
    public override IOutboxInstaller Installer { get; }

    /// <inheritdoc/>
    public override IOutboxStore Store { get; }

    /// <inheritdoc/>
    public override IOutboxUpkeep Upkeep { get; }

    /// <inheritdoc/>
    public override IOutboxReader Reader { get; }

    /// <inheritdoc/>
    public override IShopReader ShopReader => new SqliteShopReader(_connector);

    /// <inheritdoc/>
    public override ISourceReader SourceOf(CapturePlan plan) => new SqliteSourceReader(_connector, plan);

    /// <inheritdoc/>
    public override StringComparison NameComparison => StringComparison.Ordinal;

    /// <inheritdoc/>
    public override bool OrdersRows => true;

    /// <inheritdoc/>
    public override string Own(string table) => "outbox_" + table;

    /// <inheritdoc/>
    public override string Tell(string name, params (string Name, string Value)[] arguments) =>
        $"INSERT INTO outbox_{name} ({string.Join(", ", arguments.Select(a => a.Name))}) VALUES ({string.Join(", ", arguments.Select(a => $"'{a.Value}'"))})";

    /// <inheritdoc/>
    public override object Instant(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>To the letter: SQLite gives back the text that the shop wrote.</summary>
    public override void AssertTime(string expected, string? raw) => Assert.Equal(expected, raw);

    /// <summary>To the letter.</summary>
    public override void AssertJson(string expected, string? actual) => Assert.Equal(expected, actual);

    /// <inheritdoc/>
    public override void AssertHolds(string expected, string? actual)
    {
        foreach (var (key, value) in JsonNode.Parse(expected)!.AsObject())
        {
            Assert.Equal(value?.ToJsonString(), JsonNode.Parse(actual!)![key]?.ToJsonString());
        }
    }

    /// <inheritdoc/>
    public override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        // The journal mode is the shop's choice; without waiting for the disk the suite is quicker.
        var connection = new SqliteConnection($"Data Source={File};Foreign Keys=True;Pooling=False;Default Timeout=2");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = OFF";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
