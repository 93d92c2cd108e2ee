using Outbox.Contract.Tests.Engines;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour.Faults;

/// <summary>Whatever a shop's session has set, its write is captured and stands, and the session stays as it was.</summary>
public sealed class SqlServerSessions() : ContractTests(new SqlServerEngine(ownSession: true))
{
    /// <summary>Two touches and an event of one row: what an option does to one of them shows.</summary>
    private const string Mapped = "events: { order_event: { table: Orders, id: [OrderId, CompletedAt], person: CustomerId, when: { column: Status, becomes: Paid }, occurred_at: CompletedAt, properties: { total: Total, note: Code } } }";

    private const string People = Mappings.People + "\n  touched_by:\n    - { table: Orders, person: CustomerId }";

    public static TheoryData<string> Options =>
    [
        "SET ANSI_WARNINGS OFF",
        "SET ANSI_PADDING OFF",
        "SET ARITHABORT OFF",
        "SET ANSI_WARNINGS OFF; SET ARITHABORT OFF",
        "SET CONCAT_NULL_YIELDS_NULL OFF",
        "SET NUMERIC_ROUNDABORT ON",
        "SET QUOTED_IDENTIFIER OFF",
        "SET ANSI_NULLS OFF",
        "SET ANSI_DEFAULTS OFF",
        "SET IMPLICIT_TRANSACTIONS OFF",
        "SET NOCOUNT ON",
        "SET DATEFORMAT dmy",
        "SET DATEFIRST 1",
        "SET LANGUAGE German",
        "SET LANGUAGE British",
        "SET LANGUAGE Japanese",
        "SET XACT_ABORT ON",
        "SET XACT_ABORT OFF",
        "SET LOCK_TIMEOUT 100",
        "SET DEADLOCK_PRIORITY LOW",
        "SET TEXTSIZE 4",
        "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "SET TRANSACTION ISOLATION LEVEL SNAPSHOT",
    ];

    [Theory]
    [MemberData(nameof(Options))]
    public async Task An_option_of_the_session_changes_nothing(string option)
    {
        await NeedAsync(new Trait(option, option));
        if (option.EndsWith("SNAPSHOT", StringComparison.Ordinal))
        {
            await NeedAsync(Trait.Snapshot);
            await ShopAsync("ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON");
        }

        await MigrateAsync(Mapped, People);
        await ShopAsync(option);
        await using (var transaction = await Shop.BeginAsync(Stop))
        {
            await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId, Status, Total, Code, CompletedAt) VALUES (1, 5, 'Open', 10.25, NULL, '2026-11-03T10:00:00'), (2, 6, 'Open', 10.25, 'é', '2026-11-03T10:00:00')");
            await ShopAsync("UPDATE dbo.Orders SET CustomerId = 7, Status = 'Paid' WHERE OrderId = 1");
            await transaction.CommitAsync(Stop);
        }

        AssertStatements(
            await RowsAsync(),
            ["touch touched_by:Orders 5", "touch touched_by:Orders 6"],
            ["touch touched_by:Orders 5", "touch touched_by:Orders 7"],
            ["event order_event:1:2026-11-03T10:00:00.000"]);
        var message = await SingleEventAsync();
        Shop.AssertTime("2026-11-03 10:00:00", message.OccurredAtRaw);
        Shop.AssertHolds("""{"Total":10.25,"Code":null}""", message.Captured);
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task Rowcount_limits_the_shop_and_not_the_capture()
    {
        await MigrateAsync(Mapped, People);
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId, Status) VALUES (1, 5, 'Open'), (2, 5, 'Open')");
        await ShopAsync("DELETE FROM outbox.Message");
        await ShopAsync("SET ROWCOUNT 1");
        Assert.Equal(1, await ShopAsync("UPDATE dbo.Orders SET Status = 'Paid', CustomerId = 6"));

        // Still the session's after the trigger has run.
        Assert.Equal(1, await ShopAsync("UPDATE dbo.Orders SET Status = 'Paid', CustomerId = 6 WHERE Status = 'Open'"));
        await ShopAsync("SET ROWCOUNT 0");
        Assert.Equal(6, (await RowsAsync()).Count);
        Assert.Equal(2, (await EventIdsAsync()).Count);
        Assert.Empty(await FaultsAsync());
    }

    [Theory]
    [InlineData("SET QUOTED_IDENTIFIER OFF")]
    [InlineData("SET ANSI_NULLS OFF")]
    public async Task A_procedure_of_the_shop_that_was_created_with_an_option_off_writes_as_ever(string option)
    {
        await MigrateAsync(Mapped, People);
        await ShopAsync(option);
        await ShopAsync("CREATE PROCEDURE dbo.Pay @OrderId int AS UPDATE dbo.Orders SET Status = 'Paid' WHERE OrderId = @OrderId AND Code IS NULL;");
        await using var other = await Shop.ConnectAsync(Stop);
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId, Status) VALUES (1, NULL, 'Open')");
        await using var command = other.CreateCommand();
        command.CommandText = "EXEC dbo.Pay 1";
        await command.ExecuteNonQueryAsync(Stop);
        Assert.Equal(["event order_event:1:%00"], await RowsAsync());
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task A_migrate_whose_session_has_the_options_off_creates_triggers_that_have_them_on()
    {
        await MigrateAsync(Mapped, People);
        Assert.Empty(await Shop.ColumnAsync(
            """
            SELECT OBJECT_NAME(m.object_id)
            FROM sys.sql_modules AS m
            INNER JOIN sys.triggers AS t ON t.object_id = m.object_id
            WHERE m.uses_quoted_identifier = 0 OR m.uses_ansi_nulls = 0
            """));
    }

    [Fact]
    public async Task The_options_that_the_trigger_sets_are_the_sessions_again_afterwards()
    {
        await NeedAsync(Trait.OptionsRevert);
        await MigrateAsync(Mapped, People);
        await ShopAsync("SET ANSI_WARNINGS, ANSI_PADDING, ARITHABORT, CONCAT_NULL_YIELDS_NULL OFF; SET NUMERIC_ROUNDABORT ON; SET XACT_ABORT ON; SET NOCOUNT OFF");
        var before = await Shop.ScalarAsync<int>("SELECT @@OPTIONS");
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId, Status) VALUES (1, 5, 'Paid')");
        Assert.Equal(before, await Shop.ScalarAsync<int>("SELECT @@OPTIONS"));
    }

    [Fact]
    public async Task A_savepoint_takes_back_the_capture_of_what_followed_it()
    {
        await MigrateAsync(Mapped, People);
        await ShopAsync(
            """
            BEGIN TRANSACTION;
            INSERT INTO dbo.Orders (OrderId, Status) VALUES (1, 'Paid');
            SAVE TRANSACTION here;
            INSERT INTO dbo.Orders (OrderId, Status) VALUES (2, 'Paid');
            ROLLBACK TRANSACTION here;
            COMMIT TRANSACTION;
            """);
        Assert.Equal(["event order_event:1:%00"], await RowsAsync());
    }
}
