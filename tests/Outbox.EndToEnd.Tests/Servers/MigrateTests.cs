using Dapper;
using Outbox.EndToEnd.Tests.Processes;

namespace Outbox.EndToEnd.Tests.Servers;

/// <summary><c>outbox migrate</c> on a server, by the real executable.</summary>
public sealed class MigrateTests : ServerTests
{
    [Fact]
    public async Task A_plan_changes_nothing_and_what_it_told_is_done_next_and_only_once()
    {
        var plan = (await MigrateAsync("--plan")).Succeeded();
        Assert.Empty(await OutboxObjectsAsync());

        var migration = (await MigrateAsync()).Succeeded();

        Assert.Equal(Told(plan), Told(migration));
        (await MigrateAsync()).Succeeded().Says("nothing to do");
        (await MigrateAsync("--plan")).Succeeded().Says("nothing to do");
    }

    [Fact]
    public async Task Two_at_once_install_one_outbox()
    {
        var runs = await Task.WhenAll(MigrateAsync(), MigrateAsync());

        // The second waits for the first and finds nothing to do; or has waited long enough.
        Assert.Contains(runs, r => r.ExitCode == 0 && r.Output.Contains("stored    the mapping", StringComparison.Ordinal));
        Assert.Contains(runs, r => r.Output.Contains("nothing to do", StringComparison.Ordinal) || r.Error.Contains("error OBX214: ", StringComparison.Ordinal));
        Assert.Equal(await RowsAsync("SELECT DISTINCT ScriptName FROM outbox.SchemaVersion ORDER BY ScriptName"), await RowsAsync("SELECT ScriptName FROM outbox.SchemaVersion ORDER BY ScriptName"));
        Assert.Single(await RowsAsync("SELECT MappingId FROM outbox.Mapping"));
    }

    [Fact]
    public async Task A_column_that_went_later_is_told_with_the_event_that_it_breaks()
    {
        (await MigrateAsync()).Succeeded();
        await ShopAsync("DROP TRIGGER dbo.outbox_Orders");
        await ShopAsync("ALTER TABLE dbo.Orders DROP COLUMN Total");

        (await MigrateAsync()).Failed(3, "OBX504").Says("OBX151").Says("events.order_completed.properties.value_cents").Says("'Total'");
    }

    [Fact]
    public async Task A_trigger_that_somebody_changed_is_told_and_put_right()
    {
        (await MigrateAsync()).Succeeded();
        await ShopAsync("DROP TRIGGER dbo.outbox_Customers");
        await ShopAsync("CREATE TRIGGER dbo.outbox_Customers ON dbo.Customers AFTER INSERT AS SET NOCOUNT ON");

        (await MigrateAsync()).Succeeded().Says("drifted   dbo.outbox_Customers").Says("replaced  dbo.outbox_Customers");

        await ShopAsync("INSERT INTO dbo.Customers (CustomerId, City, JoinedAt) VALUES (1, N'Zürich', '2026-11-24T10:00:00')");
        Assert.Equal(["customer_joined:1"], await RowsAsync("SELECT EventId FROM outbox.Message WHERE Kind = 'event'"));
    }

    [Fact]
    public async Task A_trigger_that_somebody_disabled_is_told_and_captures_again()
    {
        (await MigrateAsync()).Succeeded();
        await ShopAsync("DISABLE TRIGGER dbo.outbox_Customers ON dbo.Customers");

        (await MigrateAsync()).Succeeded().Says("drifted   dbo.outbox_Customers");

        await ShopAsync("INSERT INTO dbo.Customers (CustomerId, City, JoinedAt) VALUES (1, NULL, '2026-11-24T10:00:00')");
        Assert.Equal(["customer_joined:1"], await RowsAsync("SELECT EventId FROM outbox.Message WHERE Kind = 'event'"));
    }

    [Fact]
    public async Task An_uninstall_refuses_while_rows_wait_and_leaves_nothing_when_told()
    {
        (await MigrateAsync()).Succeeded();
        await ShopAsync("INSERT INTO dbo.Customers (CustomerId, City, JoinedAt) VALUES (1, NULL, '2026-11-24T10:00:00')");
        var before = await OutboxObjectsAsync();

        (await OutboxAsync("migrate", "--uninstall")).Failed(4, "OBX219");
        Assert.Equal(before, await OutboxObjectsAsync());

        (await OutboxAsync("migrate", "--uninstall", "--force")).Succeeded().Says("dropped   dbo.outbox_Customers").Says("dropped   schema outbox");
        Assert.Empty(await OutboxObjectsAsync());

        await ShopAsync("INSERT INTO dbo.Customers (CustomerId, City, JoinedAt) VALUES (2, NULL, '2026-11-24T10:00:00')");
        (await MigrateAsync()).Succeeded();
    }

    [Fact]
    public async Task A_table_that_somebody_keeps_locked_is_left_to_the_shop()
    {
        (await MigrateAsync()).Succeeded();
        await WriteAsync("outbox.yml", Mapping.Replace("City", "JoinedAt", StringComparison.Ordinal));
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        await connection.ExecuteAsync("INSERT INTO dbo.Customers (CustomerId, City, JoinedAt) VALUES (1, NULL, '2026-11-24T10:00:00')", transaction: transaction);

        var migrate = MigrateAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), Stop);
        await transaction.CommitAsync(Stop);

        (await migrate).Succeeded().Says("replaced  dbo.outbox_Customers");
    }

    private static IEnumerable<string> Told(OutboxRun run) =>
        run.Output.Split('\n').Where(l => l.StartsWith("migrated", StringComparison.Ordinal) || l.StartsWith("created", StringComparison.Ordinal) || l.StartsWith("stored", StringComparison.Ordinal));
}
