using System.Data.Common;
using System.Text.Json.Nodes;
using Microsoft.Data.SqlClient;
using Outbox.Contract.Tests.Engines.Dialect;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Engines;

/// <summary>A T-SQL server, where there is one: a database of its own for each test.</summary>
public sealed class SqlServerEngine : ContractEngine
{
    /// <inheritdoc/>
    public override string Name => "sqlserver";

    /// <inheritdoc/>
    public override async Task<string?> UnavailableAsync() => (await TestServer.ChooseOnceAsync()).Why;

    /// <inheritdoc/>
    public override async Task<ContractDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        var server = (await TestServer.ChooseOnceAsync()).Server!;
        var database = new SqlServerDatabase(server, await server.CreateDatabaseAsync(cancellationToken), await Rewriter.ForAsync(server));
        await database.OpenAsync("sqlserver.sql", cancellationToken);
        return database;
    }
}

/// <summary>A database that goes with the test.</summary>
public sealed class SqlServerDatabase : ContractDatabase
{
    private readonly TestServer _server;

    /// <summary>Takes an empty database.</summary>
    internal SqlServerDatabase(TestServer server, string name, Rewriter rewriter)
    {
        (_server, Database) = (server, name);
        _ = rewriter;
        Installer = null!;
        Store = null!;
    }

    /// <summary>Its name.</summary>
    public string Database { get; }

    /// <inheritdoc/>
    public override IOutboxInstaller Installer { get; }

    /// <inheritdoc/>
    public override IOutboxStore Store { get; }

    /// <summary>Whatever the case: a server may give names back in lower case.</summary>
    public override StringComparer Names => StringComparer.OrdinalIgnoreCase;

    /// <inheritdoc/>
    public override bool OrdersRows => false;

    /// <inheritdoc/>
    public override string Own(string table) => "outbox." + table;

    /// <inheritdoc/>
    public override object Instant(DateTime utc) => utc;

    /// <inheritdoc/>
    public override Task<string?> LacksAsync(Trait trait) => _server.LacksAsync(trait);

    /// <inheritdoc/>
    public override void AssertTime(string expected, string? raw)
    {
        var time = JsonMeaning.Time(raw);
        Assert.True(time is not null, $"'{raw}' is no time.");
        Assert.Equal(JsonMeaning.Time(expected), time);
    }

    /// <inheritdoc/>
    public override void AssertJson(string expected, string? actual) =>
        Assert.True(JsonMeaning.Same(JsonNode.Parse(expected), JsonNode.Parse(actual!)), $"expected {expected}\nactual   {actual}");

    /// <inheritdoc/>
    public override void AssertHolds(string expected, string? actual)
    {
        var captured = JsonNode.Parse(actual!)!.AsObject();
        Assert.All(JsonNode.Parse(expected)!.AsObject(), member => Assert.True(
            captured.ContainsKey(member.Key) && JsonMeaning.Same(member.Value, captured[member.Key]),
            $"expected {member.Key}: {member.Value?.ToJsonString()}\nin {actual}"));
    }

    /// <inheritdoc/>
    public override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        // Not pooled: what a test sets on its session must not reach another's.
        var connection = new SqlConnection(_server.To(Database, pooling: false));
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DropDatabaseAsync(Database);
    }
}
