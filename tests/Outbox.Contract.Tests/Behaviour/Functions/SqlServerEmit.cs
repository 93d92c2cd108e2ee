using Microsoft.Data.SqlClient;
using Outbox.Contract.Tests.Engines;
using Outbox.Core.Events;
using Outbox.Core.Messages;
using Outbox.Stores;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour.Functions;

/// <summary>Events that an app writes itself, in its own transaction, and what an operator finds of them.</summary>
public sealed class SqlServerEmit() : ContractTests(new SqlServerEngine())
{
    private const string Emit = "EXEC outbox.EmitEvent @EventName = @name, @PersonKey = @person, @EventKey = @key, @Properties = @properties";

    [Fact]
    public async Task It_is_an_event_like_a_captured_one_with_its_properties_as_they_are()
    {
        await MigrateAsync("");
        const string properties = """{ "stars": 5.0, "note": "gr\u00fcß" }""";
        await EmitAsync("order_rated", "42", "1001", properties);
        var row = await SingleEventAsync();
        Assert.Equal("order_rated:1001", row.EventId);
        Assert.Equal(("order_rated", "order_rated", "42"), (row.CapturedBy, row.EventName, row.PersonKey));
        Assert.Equal(properties, row.Properties);
        Assert.Null(row.PersonId);
        Assert.Null(row.Captured);
        Assert.Null(row.OccurredAt);
    }

    [Fact]
    public async Task It_lives_and_dies_with_the_callers_transaction()
    {
        await MigrateAsync("");
        await using (var transaction = await Shop.BeginAsync(Stop))
        {
            await EmitAsync("order_rated", "42", "1");
            await transaction.RollbackAsync(Stop);
        }

        Assert.Empty(await RowsAsync());
        await using (var transaction = await Shop.BeginAsync(Stop))
        {
            await EmitAsync("order_rated", "42", "2");
            await transaction.CommitAsync(Stop);
        }

        Assert.Equal(["order_rated:2"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_person_has_one_lane_whoever_writes()
    {
        await MigrateAsync("events: { probe: { table: Keys, id: KeyId, person: AText, when: inserted } }");
        await ShopAsync("INSERT INTO Keys (KeyId, AText) VALUES (1, 'vinet'), (2, N'Zürich'), (3, 'a b')");
        foreach (var (key, person) in new[] { ("1", "VINET "), ("2", "Zürich"), ("3", "A b") })
        {
            await EmitAsync("order_rated", person, key);
        }

        var lanes = (await Shop.PendingAsync(Stop)).Where(m => m.Kind == MessageKind.Event).ToLookup(m => m.EventId!.Split(':')[1], m => m.Lane);
        Assert.Equal(3, lanes.Count);
        Assert.All(lanes, key => Assert.Single(key.Distinct()));
    }

    [Fact]
    public async Task A_person_has_one_lane_in_capitals_beyond_ASCII_too()
    {
        await NeedAsync(Trait.BinaryCapitals);
        await MigrateAsync("");
        await EmitAsync("order_rated", "Zürich", "1");
        await EmitAsync("order_rated", "zÜRICH", "2");
        Assert.Single((await Shop.PendingAsync(Stop)).Select(m => m.Lane).Distinct());
    }

    [Fact]
    public async Task The_parts_of_its_key_are_written_as_a_trigger_writes_them()
    {
        await MigrateAsync("");
        await ShopAsync("EXEC outbox.EmitEvent @EventName = N'level_reached', @PersonKey = N'42', @EventKey = N'a:b ', @EventKey2 = N'50%', @EventKey3 = N'2026-11-23'");
        await ShopAsync("EXEC outbox.EmitEvent @EventName = N'level_reached', @PersonKey = N'42', @EventKey = 7");
        Assert.Equal(
            [
                EventId.Compose("level_reached", CanonicalText.Of("a:b "), CanonicalText.Of("50%"), CanonicalText.Of(new DateOnly(2026, 11, 23))),
                EventId.Compose("level_reached", CanonicalText.Of(7)),
            ],
            await EventIdsAsync());
    }

    [Fact]
    public async Task Its_time_is_kept_in_UTC()
    {
        await MigrateAsync("");
        await ShopAsync("EXEC outbox.EmitEvent @EventName = N'order_rated', @PersonKey = N'42', @EventKey = N'1', @OccurredAt = '2026-11-23T23:30:00.125-05:00'");
        Assert.Equal(new DateTime(2026, 11, 24, 4, 30, 0, 125, DateTimeKind.Utc), (await SingleEventAsync()).OccurredAt);
    }

    [Fact]
    public async Task A_fact_that_is_emitted_twice_is_flagged_as_a_duplicate()
    {
        await MigrateAsync("");
        await EmitAsync("order_rated", "42", "1");
        await EmitAsync("order_rated", "42", "1");
        Assert.Equal([false, true], (await Shop.PendingAsync(Stop)).Select(m => m.IsDuplicate));
    }

    public static TheoryData<string?, string?, string?, string?, int, string> Refused => new()
    {
        { null, "42", "1", null, 50440, "OBX440: outbox.EmitEvent refuses @EventName NULL." },
        { "OrderRated", "42", "1", null, 50440, "'OrderRated'. An event's name is snake_case" },
        { "order_rated ", "42", "1", null, 50440, "OBX440" },
        { "order__rated", "42", "1", null, 50440, "OBX440" },
        { "shadow_rated", "42", "1", null, 50440, "does not begin with shadow_" },
        { new string('a', 94), "42", "1", null, 50440, "at most 93 characters" },
        { "order_rated", "42", null, null, 50441, "OBX441: outbox.EmitEvent refuses the key of order_rated: a part is NULL or empty." },
        { "order_rated", "42", "  ", null, 50441, "a part is NULL or empty" },
        { "order_rated", "42", new string('x', 250), null, 50441, "262 characters of 255" },
        { "order_rated", null, "1", null, 50442, "OBX442: outbox.EmitEvent refuses @PersonKey of order_rated:1: it is NULL or empty" },
        { "order_rated", " ", "1", null, 50442, "it is NULL or empty" },
        { "order_rated", new string('é', 76), "1", null, 50442, "it has 152 bytes, and Customer.io takes 150" },
        { "order_rated", "42", "1", "", 50443, "OBX443: outbox.EmitEvent refuses @Properties of order_rated:1: not a JSON object." },
        { "order_rated", "42", "1", "[1]", 50443, "not a JSON object" },
        { "order_rated", "42", "1", """{"stars":}""", 50443, "not JSON at character 10" },
        { "order_rated", "42", "1", """{"Stars":5}""", 50443, "a name that is not snake_case at character 2: Stars" },
        { "order_rated", "42", "1", """{"recipient":"x"}""", 50443, "a reserved name at character 2: recipient" },
        { "order_rated", "42", "1", "{\"a\":\"" + new string('x', 31_500) + "\"}", 50443, "more than 31500 bytes of UTF-8" },
        { "order_rated", "42", "1", "{\"a\":\"" + new string('x', 32_500) + "\"}", 50443, "more than 32000 bytes of UTF-8" },
        { "order_rated", "42", "1", "{\"a\":" + new string('[', 10_000), 50443, "deeper than 32 levels at character 37" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Bad_input_is_refused_with_what_and_where_and_how_to_mend_it(
        string? name, string? person, string? key, string? properties, int number, string said)
    {
        await MigrateAsync("");
        var error = await Assert.ThrowsAsync<SqlException>(() => EmitAsync(name, person, key, properties));
        Assert.Equal(number, error.Number);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync());
    }

    [Theory]
    [InlineData("'1969-12-31T23:59:59Z'")]
    [InlineData("'9999-12-31T00:00:00Z'")]
    public async Task A_time_that_no_fact_has_is_refused(string time)
    {
        await MigrateAsync("");
        var error = await Assert.ThrowsAsync<SqlException>(() => ShopAsync(
            $"EXEC outbox.EmitEvent @EventName = N'order_rated', @PersonKey = N'42', @EventKey = N'1', @OccurredAt = {time}"));
        Assert.Equal(50444, error.Number);
    }

    [Fact]
    public async Task A_caller_who_catches_the_refusal_keeps_the_transaction()
    {
        await MigrateAsync("");
        await ShopAsync(
            """
            BEGIN TRANSACTION;
            INSERT INTO dbo.Orders (OrderId, Status) VALUES (1, 'Paid');
            BEGIN TRY
                EXEC outbox.EmitEvent @EventName = N'Bad Name', @PersonKey = N'42', @EventKey = N'1';
            END TRY
            BEGIN CATCH
                EXEC outbox.EmitEvent @EventName = N'good_name', @PersonKey = N'42', @EventKey = N'1';
            END CATCH;
            COMMIT TRANSACTION;
            """);
        Assert.Equal(["good_name:1"], await EventIdsAsync());
        Assert.Equal(1, await Shop.ScalarAsync<int>("SELECT COUNT(*) FROM dbo.Orders"));
    }

    [Fact]
    public async Task A_switch_that_is_off_leaves_a_fault_in_its_place()
    {
        await MigrateAsync("");
        await ShopAsync("INSERT INTO outbox.EventType (Name, Delivery, TriggerSource, IsCaptured) VALUES (N'order_rated', 'live', N'sql', 0)");
        await EmitAsync("order_rated", "42", "1");
        await EmitAsync("order_shared", "42", "1");
        Assert.Equal(["order_shared:1"], await EventIdsAsync());
        Assert.Equal(["OBX430"], await FaultsAsync());
    }

    [Fact]
    public async Task It_tells_its_event_id()
    {
        await MigrateAsync("");
        Assert.Equal("order_rated:1", await Shop.ScalarAsync<string>(
            "DECLARE @id nvarchar(255); EXEC outbox.EmitEvent @EventName = N'order_rated', @PersonKey = N'42', @EventKey = N'1', @EventId = @id OUTPUT; SELECT @id"));
    }

    [Fact]
    public async Task What_was_sent_is_found_by_its_event_id_and_by_its_ulid()
    {
        await MigrateAsync("");
        await EmitAsync("order_rated", "42", "1");
        await EmitAsync("order_rated", "42", "2");
        var rows = await Shop.PendingAsync(Stop);
        await Store.SaveShapedAsync(
            await Shop.HoldAsync(Stop),
            [new ShapedRow(rows[1].Key, "42", "cust_42", "shadow_order_rated", rows[1].CreatedAt, "{}")],
            [],
            Stop);
        var live = EventUlid.Derive("contract", "order_rated:1");
        var shadow = EventUlid.Derive("contract", "shadow_order_rated:2");

        Assert.StartsWith($"{live} order_rated:1 ", Assert.Single(await Shop.ColumnAsync("EXEC outbox.FindEvent @EventId = N'order_rated:1'")), StringComparison.Ordinal);
        Assert.StartsWith($"{shadow} shadow_order_rated:2 {rows[1].MessageId} order_rated:2 cust_42 ", Assert.Single(await Shop.ColumnAsync("EXEC outbox.FindEvent @Ulid = @shadow", new { shadow = shadow.ToLowerInvariant() })), StringComparison.Ordinal);
        Assert.Empty(await Shop.ColumnAsync("EXEC outbox.FindEvent @Ulid = @other", new { other = EventUlid.Derive("other", "order_rated:1") }));
        Assert.Empty(await Shop.ColumnAsync("EXEC outbox.FindEvent @Ulid = @live, @Until = '2020-01-01'", new { live }));
        Assert.Equal(50022, (await Assert.ThrowsAsync<SqlException>(() => ShopAsync("EXEC outbox.FindEvent @Ulid = N'7ZZZZZZZZZZZZZZZZZZZZZZZZZ'"))).Number);
        Assert.Equal(50021, (await Assert.ThrowsAsync<SqlException>(() => ShopAsync("EXEC outbox.FindEvent"))).Number);
    }

    private Task<int> EmitAsync(string? name, string? person, string? key, string? properties = null) =>
        ShopAsync(Emit, new { name, person, key, properties });
}
