using System.Data.Common;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.SqlClient;
using Outbox.Core.Errors;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Stores;
using Outbox.Stores.Reading;
using Outbox.Stores.SqlServer;
using Outbox.TestServers;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Engines;

/// <summary>A database of a T-SQL server that goes with the test.</summary>
public sealed class SqlServerDatabase : ContractDatabase
{
    private readonly TestServer _server;
    private readonly bool _ownSession;
    private readonly ServerRules _rules;
    private readonly Func<string, Task> _giveBack;

    /// <summary>Takes an empty database.</summary>
    /// <param name="server">Its server.</param>
    /// <param name="name">Its name.</param>
    /// <param name="rules">What the installer asks of the server.</param>
    /// <param name="ownSession">Whether the shop's connections are not pooled.</param>
    /// <param name="giveBack">Takes the name when the test is over.</param>
    internal SqlServerDatabase(TestServer server, string name, ServerRules rules, bool ownSession, Func<string, Task> giveBack)
    {
        (_server, Database, _ownSession, _giveBack) = (server, name, ownSession, giveBack);
        Connector = new SqlServerConnector(server.To(name, pooling: true));
        Installer = new SqlServerInstaller(Connector, rules);
        _rules = rules;
        Store = new SqlServerOutboxStore(Connector);
        Upkeep = new SqlServerUpkeep(Connector);
        Reader = new SqlServerReader(Connector, rules);
    }

    /// <summary>Its name.</summary>
    public string Database { get; }

    /// <summary>Opens it for the product.</summary>
    public SqlServerConnector Connector { get; }

    /// <summary>Opens it for the product by connections that nobody had before.</summary>
    public SqlServerConnector FreshConnector() => new(_server.To(Database, pooling: false));

    /// <inheritdoc/>
    public override IOutboxInstaller Installer { get; }

    /// <inheritdoc/>
    public override IOutboxStore Store { get; }

    /// <inheritdoc/>
    public override IOutboxUpkeep Upkeep { get; }

    /// <inheritdoc/>
    public override IOutboxReader Reader { get; }

    /// <inheritdoc/>
    public override IShopReader ShopReader => new SqlServerShopReader(Connector);

    /// <inheritdoc/>
    public override ISourceReader SourceOf(CapturePlan plan) => new SqlServerSourceReader(Connector, plan, _rules);

    /// <summary>Whatever the case: a server may give names back in lower case.</summary>
    public override StringComparison NameComparison => StringComparison.OrdinalIgnoreCase;

    /// <inheritdoc/>
    public override bool OrdersRows => false;

    /// <summary>An installer that was told what to do about the SQL CLR assembly.</summary>
    public SqlServerInstaller InstallerWith(ClrChoice clr) => new(Connector, _rules, clr: clr);

    /// <summary>An installer that was told what to do about changes of the schema.</summary>
    public SqlServerInstaller InstallerWith(GuardChoice guard) => new(Connector, _rules, guard: guard);

    /// <inheritdoc/>
    public override string Own(string table) => "outbox." + table;

    /// <inheritdoc/>
    public override string Tell(string name, params (string Name, string Value)[] arguments) =>
        $"EXEC outbox.{name} {string.Join(", ", arguments.Select(a => $"@{a.Name} = N'{a.Value}'"))}";

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
        // Half a surrogate pair, which nvarchar can hold, is read as U+FFFD: so does the shaper.
        var captured = JsonNode.Parse(Encoding.UTF8.GetBytes(actual!))!.AsObject();
        Assert.All(JsonNode.Parse(expected)!.AsObject(), member => Assert.True(
            JsonMeaning.Holds(captured, member.Key, member.Value),
            $"expected {member.Key}: {member.Value?.ToJsonString()}\nin {actual}"));
    }

    /// <inheritdoc/>
    public override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(_server.To(Database, pooling: !_ownSession));
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Creates a login with a user that is in one role, or in none.</summary>
    public async Task<TestLogin> CreateLoginAsync(string? role, CancellationToken cancellationToken)
    {
        var login = await _server.CreateLoginAsync(Database, cancellationToken);
        await ExecuteAsync($"CREATE USER [{login.Name}] FOR LOGIN [{login.Name}]");
        if (role is not null)
        {
            await ExecuteAsync($"ALTER ROLE [{role}] ADD MEMBER [{login.Name}]");
        }

        return login;
    }

    /// <summary>
    /// Nobody else deploys to a test's own database: where the lock is held, it is another run's, on a server whose
    /// application locks are the server's and not the database's. That run is waited for.
    /// </summary>
    protected override async Task<MigrationReport> MigrateAsync(
        MappingDocument mapping, string yaml, DatabaseCatalog catalog, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await base.MigrateAsync(mapping, yaml, catalog, cancellationToken);
            }
            catch (OutboxException error) when (error.Code == StoreErrors.AnotherDeployment && attempt < 30)
            {
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _giveBack(Database);
    }
}
