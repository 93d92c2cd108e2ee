using Outbox.Contract.Tests.Engines;
using Outbox.Core.Errors;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Doctor;
using Outbox.Stores;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour.Reading;

/// <summary>Nothing is found where nothing is wrong; one thing is broken, and the doctor names it.</summary>
public abstract class DoctorContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Sections =
        """
        events:
          order_event: { table: Orders, id: OrderId, person: CustomerId, when: inserted, delivery: live, expect: { at_least: 2, every: day }, owner: shop-team, properties: { store: { lookup: Stores, on: StoreId, column: Name } } }
          refund_event: { table: Refunds, id: RefundId, person: OrderId, when: inserted, delivery: live }
        """;

    /// <summary>Customer.io.</summary>
    private protected AnsweringApi Api { get; } = new();

    [Fact]
    public async Task Nothing_is_found_where_nothing_is_wrong()
    {
        await HealthyAsync();
        var report = await ExamineAsync();
        Assert.Empty(report.Findings.Select(f => $"{f.Code} {f.Subject}: {f.Detail}"));
        Assert.True(report.IsWell);
        Assert.Contains(report.Notes, n => n.Contains("workspace 7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_changed_by_looking()
    {
        await HealthyAsync();
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        var before = await RowsOfAllAsync();
        await ExamineAsync();
        Assert.Equal(before, await RowsOfAllAsync());
    }

    [Fact]
    public async Task A_trigger_that_is_gone_or_changed_is_named()
    {
        await HealthyAsync();
        var triggers = await Shop.ColumnAsync($"SELECT TriggerName FROM {Shop.Own("Capture")}");
        var orders = triggers.First(t => t.Contains("Orders", StringComparison.OrdinalIgnoreCase));
        var refunds = triggers.First(t => t.Contains("Refunds", StringComparison.OrdinalIgnoreCase));
        await ShopAsync($"DROP TRIGGER {orders}");
        await ShopAsync($"DROP TRIGGER {refunds}");
        await ShopAsync(Shop is SqliteDatabase
            ? $"CREATE TRIGGER {refunds} AFTER INSERT ON Refunds BEGIN SELECT 1; END"
            : $"CREATE TRIGGER dbo.{refunds} ON dbo.Refunds AFTER INSERT AS SET NOCOUNT ON");
        var report = await ExamineAsync();
        Names(report, "OBX701", FindingPriority.Now, "Orders");
        Names(report, "OBX703", FindingPriority.Now, "Refunds");

        // What migrate would do about them is said by that.
        Assert.DoesNotContain(report.Findings, f => f.Code.Id == "OBX708");
        await MigrateAsync(Sections);
        Assert.Empty((await ExamineAsync()).Findings);
    }

    [Fact]
    public async Task Each_state_of_rows_types_switches_and_dispatchers_is_named()
    {
        await HealthyAsync();
        var now = await Store.ReadClockAsync(Stop);
        (string Code, FindingPriority Priority, string Subject, string Sql)[] breaks =
        [
            ("OBX728", FindingPriority.Soon, "order_event", $"UPDATE {Shop.Own("EventType")} SET CreatedAt = @old"),
            ("OBX704", FindingPriority.Now, "Refunds", $"UPDATE {Shop.Own("Capture")} SET IsEnabled = 0 WHERE TableName IN ('Refunds', 'refunds')"),
            ("OBX704", FindingPriority.Now, "order_event", $"UPDATE {Shop.Own("EventType")} SET IsCaptured = 0 WHERE Name = 'order_event'"),
            ("OBX720", FindingPriority.Soon, "OBX459", $"INSERT INTO {Shop.Own("Message")} (Kind, CapturedBy, EventName, EventId, Lane, Status, Reason) VALUES ('event', 'order_event', 'order_event', 'order_event:7', 0, 'dead', 'OBX459: invalid')"),
            ("OBX721", FindingPriority.Soon, "OBX405 order_event", $"INSERT INTO {Shop.Own("Fault")} (CapturedBy, Code) VALUES ('order_event', 'OBX405')"),
            ("OBX722", FindingPriority.Now, "order_event", $"INSERT INTO {Shop.Own("Message")} (Kind, CapturedBy, EventName, EventId, Lane, OccurredAt) VALUES ('event', 'order_event', 'order_event', 'order_event:8', 0, @old)"),
            ("OBX723", FindingPriority.Soon, "refund_event", $"UPDATE {Shop.Own("EventType")} SET Delivery = 'paused' WHERE Name = 'refund_event'"),
            ("OBX724", FindingPriority.Know, "refund_event", $"UPDATE {Shop.Own("EventType")} SET Delivery = 'shadow' WHERE Name = 'refund_event'"),
            ("OBX724", FindingPriority.Know, "order_event", $"UPDATE {Shop.Own("EventType")} SET RolloutPercent = 20 WHERE Name = 'order_event'"),
            ("OBX725", FindingPriority.Know, "refund_event", $"UPDATE {Shop.Own("EventType")} SET Delivery = 'off' WHERE Name = 'refund_event'"),
            ("OBX727", FindingPriority.Soon, "lane 0", $"UPDATE {Shop.Own("Lane")} SET Owner = NULL WHERE Lane = 0"),
            ("OBX726", FindingPriority.Now, "outbox run", $"DELETE FROM {Shop.Own("Dispatcher")}"),
            ("OBX729", FindingPriority.Soon, "replenishment_due", $"INSERT INTO {Shop.Own("Schedule")} (Name, LastFailureAt, LastSuccessAt) VALUES ('replenishment_due', @now, @old)"),
            ("OBX731", FindingPriority.Soon, "Customers", "INSERT INTO Customers (CustomerId, Email) VALUES (41, 'Kim@example.com'), (42, ' kim@EXAMPLE.com '), (43, 'kim.b@example.com'), (44, ''), (45, NULL)"),
        ];
        foreach (var (code, priority, subject, sql) in breaks)
        {
            Assert.DoesNotContain((await ExamineAsync()).Findings, f => f.Code.Id == code && f.Subject.EndsWith(subject, StringComparison.OrdinalIgnoreCase));
            await ShopAsync(sql, new { old = Shop.Instant(now.AddHours(-30)), now = Shop.Instant(now) });
            Names(await ExamineAsync(), code, priority, subject);
        }

        // Two of them were written since.
        Assert.DoesNotContain((await ExamineAsync()).Findings, f => f.Code.Id == "OBX728");

        var report = await ExamineAsync();
        Assert.False(report.IsWell);
        Assert.Equal("2 people, 41 and 42", report.Findings.Single(f => f.Code.Id == "OBX731").Detail);
        Assert.Contains("the oldest of 30 of the 72 hours", report.Findings.Single(f => f.Code.Id == "OBX722").Detail, StringComparison.Ordinal);
        Assert.Equal(report.Findings.OrderBy(f => f.Priority), report.Findings);
    }

    [Fact]
    public async Task Rows_of_a_paused_type_are_no_backlog()
    {
        await HealthyAsync();
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        await ShopAsync(
            $"UPDATE {Shop.Own("Message")} SET CreatedAt = @old", new { old = Shop.Instant((await Store.ReadClockAsync(Stop)).AddHours(-50)) });
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'paused' WHERE Name = 'order_event'");
        var report = await ExamineAsync();
        Assert.Equal("1 rows wait, the oldest of 50 of the 72 hours", report.Findings.Single(f => f.Code.Id == "OBX723").Detail);
        Assert.DoesNotContain(report.Findings, f => f.Code.Id == "OBX722");
    }

    [Fact]
    public async Task An_index_that_is_gone_is_named()
    {
        await HealthyAsync();
        await ShopAsync(Shop is SqliteDatabase ? "DROP INDEX outbox_IX_Message_Dead" : "DROP INDEX IX_Message_Dead ON outbox.Message");
        Names(await ExamineAsync(), "OBX706", FindingPriority.Soon, "IX_Message_Dead");
    }

    [Fact]
    public async Task Tables_that_changed_and_a_mapping_that_fits_them_no_more_are_named()
    {
        await HealthyAsync();
        await ShopAsync(Shop is SqliteDatabase ? "ALTER TABLE Stores ADD COLUMN Town TEXT" : "ALTER TABLE dbo.Stores ADD Town nvarchar(40) NULL");
        Names(await ExamineAsync(), "OBX710", FindingPriority.Soon, "the mapped tables");
        await ShopAsync("DROP TABLE Stores");
        var report = await ExamineAsync();
        var unfit = report.Findings.First(f => f.Code.Id == "OBX709");
        Assert.StartsWith("OBX150 events.order_event.properties.store", unfit.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_migrate_would_do_is_named()
    {
        await HealthyAsync();
        await ShopAsync($"DELETE FROM {Shop.Own("Module")} WHERE Name = 'ReadPeople'");
        var finding = Assert.Single((await ExamineAsync()).Findings, f => f.Code.Id == "OBX708");
        Assert.Equal("ReadPeople", finding.Detail);
    }

    [Fact]
    public async Task A_file_that_is_not_the_stored_mapping_is_named_but_for_its_line_ends()
    {
        await HealthyAsync();
        var text = Mappings.Of(Sections);
        Assert.Empty((await ExamineAsync(text.ReplaceLineEndings("\r\n"))).Findings);
        Names(await ExamineAsync(text + "\n# new"), "OBX711", FindingPriority.Soon, "the mapping file");
    }

    [Fact]
    public async Task A_stored_mapping_that_cannot_be_read_is_named()
    {
        await HealthyAsync();
        await ShopAsync($"UPDATE {Shop.Own("Mapping")} SET Text = 'version: 99'");
        Names(await ExamineAsync(), "OBX471", FindingPriority.Now, "the stored mapping");
    }

    [Fact]
    public async Task Clocks_that_are_apart_are_named()
    {
        await HealthyAsync();
        Names(await ExamineAsync(clock: new AheadClock(TimeSpan.FromMinutes(5))), "OBX730", FindingPriority.Soon, "this machine and the database");
    }

    [Fact]
    public async Task Clocks_that_are_not_Customer_ios_are_named_and_one_that_is_not_told_is_not_seen()
    {
        await HealthyAsync();
        Api.Ahead = TimeSpan.FromMinutes(5);
        var behind = await ExamineAsync();
        Names(behind, "OBX736", FindingPriority.Soon, "this machine and Customer.io");
        Names(behind, "OBX736", FindingPriority.Soon, "the database and Customer.io");
        Assert.All(behind.Findings, finding => Assert.Contains("behind", finding.Detail, StringComparison.Ordinal));

        Api.Ahead = null;
        var unseen = await ExamineAsync();
        Assert.Empty(unseen.Findings);
        Assert.Contains(unseen.NotSeen, what => what.StartsWith("Customer.io's clock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refused_credentials_another_region_and_no_credentials_are_told()
    {
        await HealthyAsync();
        Api.Refusal = new OutboxException(TrackErrors.Unauthorized, "Customer.io refuses the credentials (401).", "https://track.customer.io/", "Mend them.");
        Names(await ExamineAsync(), "OBX310", FindingPriority.Now, "https://track.customer.io/");
        Api.Refusal = new OutboxException(TrackErrors.OtherRegion, "The workspace is in the region 'eu'.", "Outbox:CustomerIo:Region", "Set it to eu.");
        Names(await ExamineAsync(), "OBX311", FindingPriority.Now, "Outbox:CustomerIo:Region");
        var without = await new OutboxDoctor(Store, Shop.Reader, Shop.Installer, null, TimeProvider.System).ExamineAsync(null, Stop);
        Assert.Empty(without.Findings);
        Assert.Contains(without.NotSeen, n => n.StartsWith("Customer.io: no credentials", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outbox_that_is_bound_elsewhere_is_named_with_and_without_credentials()
    {
        await HealthyAsync();
        var here = await Store.ReadBindingAsync(Stop);
        await Store.AdoptAsync(new OutboxBinding(here.Server, here.Database, 7, "us"), Stop);
        Assert.Empty((await ExamineAsync()).Findings);
        await Store.AdoptAsync(new OutboxBinding(here.Server, here.Database, 8, "us"), Stop);
        Names(await ExamineAsync(), "OBX472", FindingPriority.Now, "bound elsewhere");
        await Store.AdoptAsync(new OutboxBinding("another", "production", 7, "us"), Stop);
        Api.Refusal = new OutboxException(TrackErrors.Unauthorized, "no", null, "no");
        Names(await ExamineAsync(), "OBX472", FindingPriority.Now, "bound elsewhere");
    }

    [Fact]
    public async Task A_database_without_an_outbox_is_an_error_as_everywhere()
    {
        await NeedAsync(Trait.MissingProcedureNumber);
        var error = await Assert.ThrowsAsync<OutboxException>(() => ExamineAsync());
        Assert.Equal("OBX207", error.Code.Id);
    }

    /// <summary>A mapping of live events, and a dispatcher that holds all lanes.</summary>
    protected async Task HealthyAsync()
    {
        await MigrateAsync(Sections);
        await Shop.HoldAsync(Stop);
    }

    /// <summary>Looks.</summary>
    protected Task<DoctorReport> ExamineAsync(string? file = null, TimeProvider? clock = null) =>
        new OutboxDoctor(Store, Shop.Reader, Shop.Installer, Api, clock ?? TimeProvider.System).ExamineAsync(file, Stop);

    /// <summary>Asserts that a finding is there.</summary>
    protected static void Names(DoctorReport report, string code, FindingPriority priority, string subject)
    {
        var finding = report.Findings.FirstOrDefault(f => f.Code.Id == code && f.Subject.EndsWith(subject, StringComparison.OrdinalIgnoreCase));
        Assert.True(finding is not null, $"{code} {subject} is not among:\n{string.Join('\n', report.Findings.Select(f => $"{f.Code} {f.Subject}: {f.Detail}"))}");
        Assert.Equal(priority, finding.Priority);
        Assert.NotEmpty(finding.Detail);
        Assert.NotEmpty(finding.Mend);
    }

    private async Task<string> RowsOfAllAsync()
    {
        var tables = new[] { "Message", "EventType", "Person", "Fault", "Attempt", "Mapping", "Capture", "Lane", "Dispatcher", "Binding", "Schedule" };
        var rows = new List<string>();
        foreach (var table in tables)
        {
            rows.Add($"{table}: {string.Join(" | ", await Shop.ColumnAsync($"SELECT * FROM {Shop.Own(table)}"))}");
        }

        return string.Join('\n', rows);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteDoctor() : DoctorContract(new SqliteEngine())
{
    [Fact]
    public async Task A_trigger_that_sits_on_another_table_is_named_and_migrate_puts_it_right()
    {
        await HealthyAsync();
        await ShopAsync("CREATE TABLE NewRefunds (RefundId INTEGER PRIMARY KEY, OrderId INTEGER NOT NULL, Amount DECIMAL(10, 2))");
        await ShopAsync("ALTER TABLE Refunds RENAME TO OldRefunds");
        await ShopAsync("ALTER TABLE NewRefunds RENAME TO Refunds");
        Names(await ExamineAsync(), "OBX712", FindingPriority.Now, "Refunds");
        Assert.All((await Store.ReadHealthAsync(Stop)).Captures!, f => Assert.Equal(Stores.CaptureState.Astray, f.State));
        Assert.NotEmpty((await Store.ReadHealthAsync(Stop)).Captures!);

        await HealthyAsync();
        Assert.Empty((await Store.ReadHealthAsync(Stop)).Captures!);
        await ShopAsync("INSERT INTO Refunds (RefundId, OrderId) VALUES (7, 1)");
        await ShopAsync("INSERT INTO OldRefunds (RefundId, OrderId) VALUES (8, 1)");
        Assert.Equal(["refund_event:7"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_trigger_that_no_longer_fits_its_table_is_named()
    {
        await HealthyAsync();
        await ShopAsync("PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'OrderId', 'OrderNo') WHERE type = 'table' AND name = 'Refunds'; PRAGMA writable_schema = RESET;");
        Names(await ExamineAsync(), "OBX713", FindingPriority.Now, "Refunds");
        var fault = Assert.Single((await Store.ReadHealthAsync(Stop)).Captures!);
        Assert.Equal(Stores.CaptureState.Unbound, fault.State);
        Assert.Contains("no such column", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        await HealthyAsync();
        var connector = new Stores.Sqlite.SqliteConnector($"Data Source={((SqliteDatabase)Shop).File};Mode=ReadOnly;Pooling=False");
        var report = await new OutboxDoctor(Store, new Stores.Sqlite.SqliteReader(connector), Shop.Installer, Api, TimeProvider.System).ExamineAsync(null, Stop);
        Names(report, "OBX733", FindingPriority.Now, "read-only");
    }
}

/// <summary>On SQL Server. A database whose outbox was broken is not lent again.</summary>
public sealed class SqlServerDoctor() : DoctorContract(new SqlServerEngine())
{
    [Fact]
    public async Task A_disabled_trigger_is_named()
    {
        await HealthyAsync();
        await ShopAsync("DISABLE TRIGGER dbo.outbox_Orders ON dbo.Orders");
        Names(await ExamineAsync(), "OBX702", FindingPriority.Now, "Orders");
    }

    [Fact]
    public async Task A_procedure_that_is_gone_or_changed_is_named()
    {
        await HealthyAsync();
        await ShopAsync("DROP PROCEDURE outbox.FindEvent");
        await ShopAsync("DROP VIEW outbox.Backlog");
        await ShopAsync("CREATE VIEW outbox.Backlog AS SELECT 1 AS pending");
        var report = await ExamineAsync();
        Names(report, "OBX705", FindingPriority.Now, "outbox.FindEvent");
        Names(report, "OBX705", FindingPriority.Now, "outbox.Backlog");
    }

    [Fact]
    public async Task A_right_that_is_gone_is_named()
    {
        await NeedAsync(Trait.PermissionCatalog);
        await HealthyAsync();
        await ShopAsync("REVOKE EXECUTE ON OBJECT::outbox.ReadLanes FROM outbox_dispatcher");
        Names(await ExamineAsync(), "OBX707", FindingPriority.Now, "outbox.ReadLanes");
    }

    [Fact]
    public async Task What_sp_Blitz_says_is_explained()
    {
        await HealthyAsync();
        Assert.Contains((await ExamineAsync()).Notes, n => n.StartsWith("sp_Blitz says", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_procedures_explain_themselves_and_refuse_what_is_out_of_range()
    {
        await HealthyAsync();
        await ShopAsync("EXEC outbox.Status @Help = 1");
        await ShopAsync("EXEC outbox.Trace @Help = 1");
        foreach (var (sql, number) in new[] { ("EXEC outbox.Status @Days = 400", 50031), ("EXEC outbox.Trace", 50032), ("EXEC outbox.Trace @EventId = N'a:1', @Rows = 0", 50033) })
        {
            Assert.Equal(number, (await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(() => ShopAsync(sql))).Number);
        }
    }
}
