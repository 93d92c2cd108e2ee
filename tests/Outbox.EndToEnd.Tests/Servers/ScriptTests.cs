using Dapper;
using Outbox.Stores.SqlServer;
using Outbox.TestServers.Dialect;

namespace Outbox.EndToEnd.Tests.Servers;

/// <summary>The script of <c>migrate --script</c>, run as a DBA's tool runs it.</summary>
public sealed class ScriptTests : ServerTests
{
    private static readonly string[] State =
    [
        "SELECT ScriptName FROM outbox.SchemaVersion ORDER BY ScriptName",
        "SELECT Name, IsGenerated, Hash, Definition FROM outbox.Module ORDER BY Name",
        "SELECT SchemaName, TableName, TriggerName, Hash, Definition, IsEnabled FROM outbox.Capture ORDER BY TableName",
        "SELECT Text, Catalog, Hash FROM outbox.Mapping ORDER BY MappingId",
        "SELECT Name, Delivery, TriggerSource, IsCaptured, IsMapped FROM outbox.EventType ORDER BY Name",
    ];

    [Fact]
    public async Task It_leaves_what_migrate_would_have_left()
    {
        (await MigrateAsync("--script", InFolder("outbox.sql"))).Succeeded().Says("written");
        Assert.Empty(await OutboxObjectsAsync());
        await RunScriptAsync();
        var byScript = await StateAsync();
        var objects = await NamedObjectsAsync();

        (await MigrateAsync()).Succeeded().Says("nothing to do");
        (await OutboxAsync("migrate", "--uninstall")).Succeeded();
        (await MigrateAsync()).Succeeded();

        Assert.Equal(await StateAsync(), byScript);
        Assert.Equal(await NamedObjectsAsync(), objects);
    }

    [Fact]
    public async Task Once_there_is_nothing_to_do_it_says_so()
    {
        (await MigrateAsync()).Succeeded();

        (await MigrateAsync("--script", InFolder("outbox.sql"))).Succeeded();

        Assert.Contains("Nothing to do", await File.ReadAllTextAsync(InFolder("outbox.sql"), Stop), StringComparison.Ordinal);
    }

    // Some servers make the names of defaults themselves; all of them those of the tables behind table types, with a number in them.
    private async Task<IEnumerable<string>> NamedObjectsAsync() =>
        (await OutboxObjectsAsync())
            .Where(o => !o.StartsWith("DF_", StringComparison.OrdinalIgnoreCase) && !o.StartsWith("TT_", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);

    private async Task RunScriptAsync()
    {
        await using var connection = await OpenAsync();
        foreach (var batch in ServerScript.Batches(await File.ReadAllTextAsync(InFolder("outbox.sql"), Stop), Rules.For(await Server.LackingAsync())))
        {
            await connection.ExecuteAsync(batch);
        }
    }

    private async Task<IReadOnlyList<string>> StateAsync()
    {
        var rows = new List<string>();
        foreach (var query in State)
        {
            rows.AddRange(await RowsAsync(query));
        }

        return rows;
    }
}
