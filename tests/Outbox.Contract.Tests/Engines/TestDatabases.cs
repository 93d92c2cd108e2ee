using System.Collections.Concurrent;
using System.Globalization;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Stores.SqlServer;
using Outbox.TestServers;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Engines;

/// <summary>
/// The databases of the run. A database is one test's while the test runs; then it is emptied and lent to another, because
/// a new one with new connections costs seconds on some servers. What cannot be emptied is dropped.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="rules">What the installer asks of it.</param>
internal sealed class TestDatabases(TestServer server, ServerRules rules) : IAsyncDisposable
{
    private static readonly Lazy<Task<TestDatabases>> Run = new(CreateAsync);

    private readonly ConcurrentBag<string> _idle = [];
    private readonly ConcurrentDictionary<string, byte> _all = new();
    private string? _untouched;
    private int _numbers;

    /// <summary>Those of the run's server, which there is.</summary>
    public static Task<TestDatabases> OnceAsync() => Run.Value;

    /// <summary>Drops what is left at the end of the run.</summary>
    public static async Task DropAllAsync()
    {
        if (!Run.IsValueCreated || !Run.Value.IsCompletedSuccessfully)
        {
            return;
        }

        await using var databases = await Run.Value;
    }

    /// <summary>An empty database for one test.</summary>
    /// <param name="isOwn">Whether it has had no other test before and gets none after: for what changes the outbox itself.</param>
    /// <param name="ownSession">Whether the shop's connection is new and not pooled: for what changes the session.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SqlServerDatabase> RentAsync(bool isOwn, bool ownSession, CancellationToken cancellationToken)
    {
        var turn = await ServerTurn.TakeAsync(cancellationToken);
        try
        {
            return new SqlServerDatabase(server, await NameAsync(isOwn, cancellationToken), rules, ownSession, name => GiveBackAsync(name, isOwn, turn));
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Drops what is left at the end of the run.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var name in _all.Keys)
        {
            await DropAsync(name);
        }
    }

    private async Task<string> NameAsync(bool isOwn, CancellationToken cancellationToken)
    {
        if (isOwn || !_idle.TryTake(out var name))
        {
            name = string.Create(
                CultureInfo.InvariantCulture, $"outbox_contract_{Environment.ProcessId}_{Interlocked.Increment(ref _numbers)}");
            await server.CreateDatabaseAsync(name, cancellationToken);
            _all[name] = 0;
        }

        return name;
    }

    // A table that stays locked is given up at once: the tests lock some on purpose.
    private static async Task<TestDatabases> CreateAsync()
    {
        var server = (await TestServer.ChooseOnceAsync()).Server!;
        return new TestDatabases(server, Rules.For(await server.LackingAsync()) with { LockTries = 1 });
    }

    private async Task GiveBackAsync(string name, bool isOwn, ServerTurn turn)
    {
        using (turn)
        {
            // A test that failed may have left anything.
            if (isOwn || TestContext.Current.TestState?.Result is not (TestResult.Passed or TestResult.Skipped) || !await EmptyAsync(name))
            {
                await DropAsync(name);
                return;
            }

            _idle.Add(name);
        }
    }

    private async Task DropAsync(string name)
    {
        await server.DropDatabaseAsync(name);
        _all.TryRemove(name, out _);
    }

    /// <summary>Takes away the shop, and of the outbox what a mapping and its rows put there.</summary>
    /// <returns>False where the outbox's own tables are not what they were in other databases.</returns>
    private async Task<bool> EmptyAsync(string name)
    {
        await using var connection = new SqlConnection(server.To(name, pooling: true));
        await connection.OpenAsync();
        var objects = (await connection.QueryAsync<(string Schema, string Name, string Type, string? Parent)>(
            """
            SELECT s.name, o.name, RTRIM(o.type), OBJECT_NAME(o.parent_object_id)
            FROM sys.objects AS o
            INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
            WHERE o.is_ms_shipped = 0 AND s.name NOT IN (N'sys', N'outbox') AND s.name NOT LIKE N'information_schema%'
            """)).ToList();
        string[] drops =
        [
            .. objects.Where(o => o.Type == "F").Select(o => $"ALTER TABLE [{o.Schema}].[{o.Parent}] DROP CONSTRAINT [{o.Name}]"),
            .. objects.Where(o => o.Type == "P").Select(o => $"DROP PROCEDURE [{o.Schema}].[{o.Name}]"),
            .. objects.Where(o => o.Type == "V").Select(o => $"DROP VIEW [{o.Schema}].[{o.Name}]"),
            .. objects.Where(o => o.Type == "U").Select(o => $"DROP TABLE [{o.Schema}].[{o.Name}]"),
        ];
        foreach (var drop in drops)
        {
            await connection.ExecuteAsync(drop);
        }

        if (await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM sys.objects AS o INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE s.name = N'outbox' AND o.name IN (N'Message', N'Module', N'Mapping')") < 3)
        {
            return true;
        }

        foreach (var module in await connection.QueryAsync<string>("SELECT Name FROM outbox.Module WHERE IsGenerated = 1"))
        {
            await connection.ExecuteAsync($"DROP PROCEDURE IF EXISTS outbox.[{module}]");
        }

        await connection.ExecuteAsync(
            """
            DELETE FROM outbox.Module WHERE IsGenerated = 1;
            DELETE FROM outbox.Message;
            DELETE FROM outbox.Fault;
            DELETE FROM outbox.EventType;
            DELETE FROM outbox.Person;
            DELETE FROM outbox.Guest;
            DELETE FROM outbox.Removal;
            DELETE FROM outbox.Refreshed;
            DELETE FROM outbox.Address;
            DELETE FROM outbox.Attempt;
            DELETE FROM outbox.Mapping;
            DELETE FROM outbox.Capture;
            DELETE FROM outbox.CaptureColumn;
            DELETE FROM outbox.Dispatcher;
            DELETE FROM outbox.Binding;
            DELETE FROM outbox.Schedule;
            UPDATE outbox.Lane SET Owner = NULL, Token = 0, LeasedUntil = NULL;
            """);
        var outbox = string.Join('\n', await connection.QueryAsync<string>(
            """
            SELECT CONCAT(o.name, ' ', c.name, ' ', c.max_length, ' ', c.is_nullable) AS line
            FROM sys.objects AS o
            INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
            LEFT JOIN sys.columns AS c ON c.object_id = o.object_id
            WHERE s.name = N'outbox'
            UNION ALL
            SELECT CONCAT('index ', i.name) FROM sys.indexes AS i INNER JOIN sys.objects AS o ON o.object_id = i.object_id
            INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE s.name = N'outbox'
            UNION ALL
            SELECT CONCAT('check ', k.name) FROM sys.check_constraints AS k INNER JOIN sys.schemas AS s ON s.schema_id = k.schema_id WHERE s.name = N'outbox'
            UNION ALL
            SELECT CONCAT('migrated ', ScriptName) FROM outbox.SchemaVersion
            ORDER BY line
            """));
        return outbox == (Interlocked.CompareExchange(ref _untouched, outbox, null) ?? outbox);
    }
}
