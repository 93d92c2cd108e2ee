using Outbox.Contract.Tests.Engines;

namespace Outbox.Contract.Tests.Behaviour.Attributes;

/// <summary>What becomes of columns at Customer.io.</summary>
public abstract class AttributeContract(ContractEngine engine) : SandboxContract(engine)
{
    [Fact]
    public async Task A_phone_in_five_national_notations_is_one_number_by_the_region_of_its_row()
    {
        await ShopAsync("CREATE TABLE Callers (CallerId int NOT NULL PRIMARY KEY, Phone varchar(40) NULL, Country varchar(2) NULL)");
        await MigrateAsync("", "people: { table: Callers, id: CallerId, attributes: { phone: { column: Phone, as: phone, region: Country } } }");
        await ShopAsync(
            """
            INSERT INTO Callers (CallerId, Phone, Country) VALUES
                (1, '(212) 736-5000', 'US'), (2, '1-212-736-5000', 'US'), (3, '212.736.5000', 'us'), (4, '+1 212 736 5000', NULL), (5, '001 212 7365000', 'DE'),
                (6, '030 901820', 'DE'), (7, '12', 'US'), (8, '212 736 5000', NULL)
            """);
        await StartAsync();
        await DrainedAsync();

        foreach (var caller in Enumerable.Range(1, 5))
        {
            Assert.Equal("\"+12127365000\"", await AttributeAsync($"{caller}", "phone"));
        }

        Assert.Equal("\"+4930901820\"", await AttributeAsync("6", "phone"));
        Assert.Null(await AttributeAsync("7", "phone"));
        var faults = await FaultLinesAsync();
        Assert.Equal(2, faults.Count);
        Assert.All(faults, fault => Assert.StartsWith("OBX405 phone ", fault, StringComparison.Ordinal));
        Assert.DoesNotContain(faults, fault => fault.Contains("212", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_changes_within_one_second_leave_the_last_and_a_null_clears()
    {
        await MigrateAsync("");
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (1, 'ann@example.com', 'gold')");
        await StartAsync();
        await DrainedAsync();
        foreach (var tier in new[] { "silver", "bronze", "iron" })
        {
            await ShopAsync("UPDATE Customers SET Tier = @Tier WHERE CustomerId = 1", new { Tier = tier });
            await DrainedAsync();
        }

        Assert.Equal("\"iron\"", await AttributeAsync("1", "tier"));
        var stamps = (await HistoryAsync("1")).Select(item => item.GetProperty("timestamp").GetInt64()).ToList();
        Assert.Equal(4, stamps.Count);
        Assert.Equal(stamps.Distinct().Order(), stamps);

        await ShopAsync("UPDATE Customers SET Tier = NULL WHERE CustomerId = 1");
        await DrainedAsync();
        Assert.Null(await AttributeAsync("1", "tier"));
        Assert.Equal("\"ann@example.com\"", await AttributeAsync("1", "email"));
        Assert.Empty(await FaultLinesAsync());
    }

    [Fact]
    public async Task A_value_of_1001_bytes_is_cut_between_characters_and_the_record_does_not_quote_it()
    {
        await ShopAsync("ALTER TABLE Customers ADD Story nvarchar(2000) NULL");
        await MigrateAsync("", "people: { table: Customers, id: CustomerId, attributes: { story: Story } }");
        await ShopAsync("INSERT INTO Customers (CustomerId, Story) VALUES (1, @Fits), (2, @Longer), (3, @Accents)", new
        {
            Fits = new string('x', 1_000),
            Longer = new string('x', 1_001),
            Accents = "x" + new string('é', 500),
        });
        await StartAsync();
        await DrainedAsync();

        Assert.Equal($"\"{new string('x', 1_000)}\"", await AttributeAsync("1", "story"));
        Assert.Equal($"\"{new string('x', 1_000)}\"", await AttributeAsync("2", "story"));
        Assert.Equal(1 + 499, (await AttributeAsync("3", "story"))!.Length - 2);
        Assert.Equal(["OBX408 story 1001 bytes, cut to 1000", "OBX408 story 1001 bytes, cut to 1000"], await FaultLinesAsync());
        Assert.Equal(0, (await Sandbox.StatsAsync(Stop)).Rejected);
    }

    [Fact]
    public async Task Of_305_attributes_300_are_sent_and_one_record_names_the_others()
    {
        var names = Enumerable.Range(1, 305).Select(i => $"a{i}").ToList();
        await ShopAsync($"CREATE TABLE Wide (WideId int NOT NULL PRIMARY KEY, {string.Join(", ", names.Select(n => $"{n} int NULL"))})");
        await MigrateAsync("", $"people: {{ table: Wide, id: WideId, attributes: {{ {string.Join(", ", names.Select(n => $"{n}: {n}"))} }} }}");
        await ShopAsync($"INSERT INTO Wide (WideId, {string.Join(", ", names)}) VALUES (1, {string.Join(", ", names.Select((_, i) => i))})");
        await StartAsync();
        await DrainedAsync();

        Assert.Equal(300, (await Sandbox.PersonAsync("1", cancellationToken: Stop))!.Person.Attributes.Count);
        Assert.Equal("299", await AttributeAsync("1", "a300"));
        Assert.Equal(["OBX408 a301 left out, and 4 others: a302, a303, a304, a305"], await FaultLinesAsync());
        Assert.Equal(0, (await Sandbox.StatsAsync(Stop)).Ignored);
    }

    [Fact]
    public async Task A_customer_updated_a_thousand_times_costs_a_handful_of_requests_and_ends_right()
    {
        await MigrateAsync("");
        await ShopAsync("INSERT INTO Customers (CustomerId, Tier) VALUES (1, '0')");
        await StartAsync(options => options.TouchSpacing = TimeSpan.FromSeconds(10));
        await DrainedAsync();
        for (var i = 1; i <= 1_000; i++)
        {
            await ShopAsync("UPDATE Customers SET Tier = @Tier WHERE CustomerId = 1", new { Tier = $"{i}" });
        }

        await DrainedAsync();
        Assert.Equal("\"1000\"", await AttributeAsync("1", "tier"));
        Assert.InRange((await Sandbox.StatsAsync(Stop)).Requests, 2, 9);
        Assert.Equal("0", Assert.Single(await Shop.ColumnAsync(
            $"SELECT COUNT(*) FROM {Shop.Own("Message")} WHERE Status = 'skipped' AND Reason NOT LIKE 'OBX480%' AND Reason NOT LIKE 'OBX456%'")));
    }

    [Fact]
    public async Task A_refund_three_days_late_changes_what_segments_read()
    {
        await ShopAsync("CREATE VIEW Winback AS SELECT c.CustomerId, CASE WHEN EXISTS (SELECT 1 FROM Refunds AS r INNER JOIN Orders AS o ON o.OrderId = r.OrderId WHERE o.CustomerId = c.CustomerId) THEN 0 ELSE 1 END AS can_receive_winback FROM Customers AS c");
        await MigrateAsync(
            "events: { refund_issued: { table: Refunds, id: RefundId, person: { lookup: Orders, on: OrderId, column: CustomerId }, when: inserted, properties: { order_id: OrderId } } }",
            """
            people:
              table: Customers
              id: CustomerId
              view: { name: Winback, on: CustomerId, columns: { can_receive_winback: { as: boolean } } }
              touched_by:
                - { table: Refunds, person: { lookup: Orders, on: OrderId, column: CustomerId } }
            """);
        await LiveAsync();
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1)");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status, CompletedAt) VALUES (7, 1, 'Completed', '2026-11-20 10:00:00')");
        await StartAsync();
        await DrainedAsync();
        Assert.Equal("true", await AttributeAsync("1", "can_receive_winback"));

        await ShopAsync("INSERT INTO Refunds (RefundId, OrderId, Amount) VALUES (1, 7, 10)");
        await DrainedAsync();
        Assert.Equal("false", await AttributeAsync("1", "can_receive_winback"));
        Assert.Equal(
            ["identify", "identify", "event"],
            (await HistoryAsync("1")).Select(item => item.GetProperty("action").GetString()));
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteAttributes() : AttributeContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerAttributes() : AttributeContract(new SqlServerEngine());
