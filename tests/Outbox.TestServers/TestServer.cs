using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.SqlClient;
using Outbox.TestServers.Dialect;
using Testcontainers.MsSql;

namespace Outbox.TestServers;

/// <summary>
/// The T-SQL server of this run, chosen once: the one of <see cref="Variable"/>, else a container where a Docker engine
/// answers, else none.
/// </summary>
public sealed class TestServer
{
    /// <summary>Names a connection string to a server, with the right to create databases.</summary>
    public const string Variable = "OUTBOX_TEST_SQLSERVER";

    /// <summary>Errors of this class and above end the connection.</summary>
    private const int MostCreates = 5;
    private const byte ConnectionLost = 20;

    private const int LoginFailed = 18456;

    /// <summary>Names the image of the container; where it is set and no container starts, the tests fail.</summary>
    public const string ImageVariable = "OUTBOX_TEST_SQLSERVER_IMAGE";

    private const string DefaultImage = "mcr.microsoft.com/mssql/server:2022-latest";

    private static readonly Lazy<Task<(TestServer? Server, string? Why)>> Chosen = new(ChooseAsync);
    private static MsSqlContainer? _container;
    private static int _numbers;

    private readonly ConcurrentDictionary<Trait, Lazy<Task<string?>>> _traits = new();
    private readonly string _connectionString;

    private TestServer(string connectionString) => _connectionString = connectionString;

    /// <summary>Which server it is, or why there is none; null until it is chosen.</summary>
    public static string? Note { get; private set; }

    /// <summary>The server, once it is chosen and answers.</summary>
    public static TestServer? Current { get; private set; }

    /// <summary>The server, or why there is none.</summary>
    public static Task<(TestServer? Server, string? Why)> ChooseOnceAsync() => Chosen.Value;

    /// <summary>Ends what was begun for the run.</summary>
    public static async Task StopAsync()
    {
        if (_container is not null)
        {
            await _container.DisposeAsync();
        }
    }

    /// <summary>A connection string to one of its databases.</summary>
    public string To(string database, bool pooling) => new SqlConnectionStringBuilder(_connectionString)
    {
        InitialCatalog = database,
        Pooling = pooling,
        ApplicationName = "Outbox tests",
    }.ToString();

    /// <summary>What the run asks of its databases.</summary>
    public static DatabaseSettings Settings { get; } = DatabaseSettings.FromEnvironment();

    /// <summary>Makes a database as <see cref="Settings"/> say. Two at the same time can get in each other's way: the model is locked, or the catalog.</summary>
    public async Task CreateDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        var statements = Settings.Statements(name);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await MasterAsync(statements[0], cancellationToken);
                break;
            }
            catch (SqlException) when (attempt < MostCreates)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }

        foreach (var statement in statements.Skip(1))
        {
            await MasterAsync(statement, cancellationToken);
        }
    }

    /// <summary>Runs a statement of the server's own.</summary>
    public async Task MasterAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync("master", cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Drops a database that nobody uses any more.</summary>
    public async Task DropDatabaseAsync(string name)
    {
        await using (var pooled = new SqlConnection(To(name, pooling: true)))
        {
            SqlConnection.ClearPool(pooled);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await MasterAsync($"DROP DATABASE [{name}]", CancellationToken.None);
                return;
            }
            catch (SqlException) when (attempt < 20)
            {
                // A connection that was closed a moment ago may still be there.
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    /// <summary>Creates a login that may do nothing yet.</summary>
    public async Task<TestLogin> CreateLoginAsync(string database, CancellationToken cancellationToken)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture, $"outbox_test_login_{Environment.ProcessId}_{Interlocked.Increment(ref _numbers)}");
        const string Password = "Tests-2026-only";
        await MasterAsync($"CREATE LOGIN [{name}] WITH PASSWORD = '{Password}'", cancellationToken);
        var connection = new SqlConnectionStringBuilder(To(database, pooling: true)) { UserID = name, Password = Password, IntegratedSecurity = false };
        return new TestLogin(name, connection.ToString(), () => MasterAsync($"DROP LOGIN [{name}]", CancellationToken.None));
    }

    /// <summary>Why the server lacks a trait; null where it has it.</summary>
    /// <exception cref="SqlException">It did not answer: then nothing is known, and the test must fail.</exception>
    public Task<string?> LacksAsync(Trait trait)
    {
        if (_traits.TryGetValue(trait, out var asked) && asked.IsValueCreated && asked.Value.IsFaulted)
        {
            _traits.TryRemove(trait, out _);
        }

        return _traits.GetOrAdd(trait, t => new Lazy<Task<string?>>(() => AskAsync(t))).Value;
    }

    /// <summary>The names of what the server was asked for in this run and lacks.</summary>
    public async Task<IReadOnlyList<string>> LackedAsync()
    {
        var lacked = new List<string>();
        foreach (var (trait, asked) in _traits.Where(t => t.Value.IsValueCreated && t.Value.Value.IsCompletedSuccessfully))
        {
            if (await asked.Value is not null)
            {
                lacked.Add(trait.Name);
            }
        }

        return [.. lacked.Order(StringComparer.Ordinal)];
    }

    /// <summary>What the installer's rules ask about and the server lacks.</summary>
    public async Task<IReadOnlyCollection<Trait>> LackingAsync()
    {
        var lacking = new List<Trait>();
        foreach (var trait in Rules.Traits)
        {
            if (await LacksAsync(trait) is not null)
            {
                lacking.Add(trait);
            }
        }

        return lacking;
    }

    /// <summary>The environment of an <c>outbox</c> process that is to work on this server.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ChildVariablesAsync() => ChildRules.VariablesFor(await LackingAsync());

    private static async Task<(TestServer? Server, string? Why)> ChooseAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            // It was asked for: where it does not answer, the tests fail.
            return (await BeginAsync(given, Variable), null);
        }

        var asked = Environment.GetEnvironmentVariable(ImageVariable) is { Length: > 0 } named ? named : null;
        var image = asked ?? DefaultImage;
        try
        {
            _container = new MsSqlBuilder(image).Build();
            await _container.StartAsync();
        }
        catch (Exception error) when (asked is null)
        {
            var why = $"no T-SQL server: {Variable} is not set, and no container can be started: {FirstLine(error.Message)}";
            Note = $"skipped, {why}";
            return (null, why);
        }

        return (await BeginAsync(_container.GetConnectionString(), image), null);
    }

    private static async Task<TestServer> BeginAsync(string connectionString, string origin)
    {
        var server = new TestServer(connectionString);
        Note = $"on the server of {origin}, which does not answer";
        await using var connection = new SqlConnection(server.To("master", pooling: false));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT @@VERSION";
        var version = FirstLine((string)(await command.ExecuteScalarAsync())!);
        Note = $"on the server of {origin}: {version}{(Settings.Any ? $"; {Settings}" : "")}";
        return Current = server;
    }

    /// <summary>Opens a connection; a server that restarts, or has no more connections for a moment, is waited for.</summary>
    private async Task<SqlConnection> OpenAsync(string database, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var connection = new SqlConnection(To(database, pooling: false));
            try
            {
                await connection.OpenAsync(cancellationToken);
                return connection;
            }
            catch (Exception error) when (attempt < 40 && error is SqlException { Number: not LoginFailed } or InvalidOperationException)
            {
                await connection.DisposeAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            }
        }
    }

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0].Trim();

    /// <summary>Tries the trait in a database of its own, so that no try meets another's objects.</summary>
    private async Task<string?> AskAsync(Trait trait)
    {
        var database = string.Create(
            CultureInfo.InvariantCulture, $"outbox_test_trait_{Environment.ProcessId}_{Interlocked.Increment(ref _numbers)}");
        await CreateDatabaseAsync(database, CancellationToken.None);
        try
        {
            await using var connection = await OpenAsync(database, CancellationToken.None);
            object? answer = null;
            foreach (var batch in Batches.Of(trait.Probe))
            {
                await using var command = connection.CreateCommand();
                command.CommandText = batch;
                answer = await command.ExecuteScalarAsync();
            }

            var text = Convert.ToString(answer, CultureInfo.InvariantCulture);
            return trait.Answer is null || trait.Answer == text
                ? null
                : $"the server has no {trait.Name}: asked for it, it answered '{text}' and not '{trait.Answer}'";
        }
        catch (SqlException error) when (error.Class < ConnectionLost)
        {
            return $"the server has no {trait.Name}: {FirstLine(error.Message)}";
        }
        finally
        {
            await DropDatabaseAsync(database);
        }
    }
}
