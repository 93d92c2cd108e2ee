using System.Data;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Core.Errors;
using Outbox.Stores;
using Outbox.Stores.SqlServer;

namespace Outbox.Cli.Demo.Shop;

/// <summary>The shop in a database of its own on a SQL Server.</summary>
internal sealed class SqlServerShopDatabase : IShopDatabase
{
    private const int DeadlockVictim = 1205;

    /// <summary>Making a database takes a moment on a server, and minutes in Azure SQL.</summary>
    private const int CreateSeconds = 600;

    private static readonly TimeSpan DropPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan DropPoll = TimeSpan.FromMilliseconds(200);

    private readonly SqlServerConnector _master;
    private readonly SqlServerConnector _shop;
    private readonly TimeProvider _time;

    // Dapper's own choice is datetime, which counts in steps of 3.33 ms and would change the shop's times.
    static SqlServerShopDatabase() => SqlMapper.AddTypeMap(typeof(DateTime), DbType.DateTime2);

    /// <summary>Takes a server; nothing is made yet.</summary>
    /// <param name="server">A connection string. A database that it names is not used.</param>
    /// <param name="name">Of the database to make.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <exception cref="OutboxException">OBX206: the connection string cannot be used.</exception>
    public SqlServerShopDatabase(string server, string name, TimeProvider time)
    {
        (Name, _time) = (name, time);
        _master = new SqlServerConnector(To(server, "master"));
        _shop = new SqlServerConnector(Connection = To(server, name));
    }

    /// <summary>The database.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public string Place => _shop.Place;

    /// <inheritdoc/>
    public string Connection { get; }

    /// <inheritdoc/>
    public string NowUtc => "SYSUTCDATETIME()";

    /// <summary>The name for a play: of its seed and its moment, so that two plays never meet.</summary>
    public static string NameOf(int seed, TimeProvider time) =>
        string.Create(CultureInfo.InvariantCulture, $"outbox_demo_{unchecked((uint)seed)}_{time.GetUtcNow():yyyyMMddHHmmssfff}");

    /// <inheritdoc/>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await MasterAsync(cancellationToken);
        var login = await connection.ExecuteScalarAsync<string>(new CommandDefinition("SELECT SUSER_SNAME()", cancellationToken: cancellationToken));
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(
                $"CREATE DATABASE [{Name}]", commandTimeout: CreateSeconds, cancellationToken: cancellationToken));
        }
        catch (SqlException error) when (_master.Explain(error, passingIsFinal: true) is OutboxException known)
        {
            throw known.Code != StoreErrors.PermissionMissing ? known : new OutboxException(
                known.Code,
                $"The login '{login}' may not make a database: {known.Message}",
                _master.Place,
                $"A DBA runs in master: GRANT CREATE ANY DATABASE TO [{login}]; (in Azure SQL: ALTER ROLE dbmanager ADD MEMBER [{login}];). Or play in a file: outbox demo.",
                error);
        }
    }

    /// <inheritdoc/>
    public async Task CreateShopAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        foreach (var batch in ServerScript.Batches(ShopSample.Read("sqlserver/schema.sql")).Concat(ServerScript.Batches(ShopSample.Read("sqlserver/seed.sql"))))
        {
            await connection.ExecuteAsync(new CommandDefinition(batch, cancellationToken: cancellationToken));
        }
    }

    /// <inheritdoc/>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await OpenAsync(_shop, cancellationToken);

    /// <summary>OUTPUT without INTO fails where the table has a trigger (error 334).</summary>
    public string ReturningKey(string insert, string keyColumn)
    {
        const string Values = "VALUES";
        var values = insert.IndexOf(Values, StringComparison.Ordinal);
        return $"""
            DECLARE @Inserted TABLE ({keyColumn} bigint NOT NULL);
            {insert[..values]}OUTPUT INSERTED.{keyColumn} INTO @Inserted ({keyColumn})
            {insert[values..]};
            SELECT {keyColumn} FROM @Inserted;
            """;
    }

    /// <inheritdoc/>
    public bool IsDeadlock(DbException error) => error is SqlException { Number: DeadlockVictim };

    /// <inheritdoc/>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        SqlConnection.ClearAllPools();
        await using var connection = await MasterAsync(cancellationToken);
        var began = _time.GetTimestamp();
        while (true)
        {
            try
            {
                await connection.ExecuteAsync(new CommandDefinition($"DROP DATABASE IF EXISTS [{Name}]", cancellationToken: cancellationToken));
                return;
            }
            catch (SqlException error)
            {
                // The server needs a moment to notice that a killed process has gone.
                if (_time.GetElapsedTime(began) > DropPatience)
                {
                    throw _master.Explain(error, passingIsFinal: true);
                }
            }

            await Task.Delay(DropPoll, _time, cancellationToken);
        }
    }

    private Task<SqlConnection> MasterAsync(CancellationToken cancellationToken) => OpenAsync(_master, cancellationToken);

    private static async Task<SqlConnection> OpenAsync(SqlServerConnector connector, CancellationToken cancellationToken)
    {
        try
        {
            return await connector.OpenAsync(cancellationToken);
        }
        catch (StoreBusyException busy) when (busy.WhenFinal is { } known)
        {
            throw known;
        }
    }

    private static string To(string server, string database)
    {
        try
        {
            return new SqlConnectionStringBuilder(server) { InitialCatalog = database }.ToString();
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The connector refuses it in its own words.
            return server;
        }
    }
}
