using System.Text.Json.Nodes;
using Outbox.Contract.Tests.Engines;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour.Faults;

/// <summary>Values at the ends of SQL Server's types: written, captured as they are, and no fault.</summary>
public sealed class SqlServerInputs() : ContractTests(new SqlServerEngine())
{
    /// <summary>Type, the literal that the shop writes, and its JSON.</summary>
    public static TheoryData<string, string, string> Values => new()
    {
        { "bit", "1", "true" },
        { "tinyint", "255", "255" },
        { "smallint", "-32768", "-32768" },
        { "int", "-2147483648", "-2147483648" },
        { "int", "2147483647", "2147483647" },
        { "bigint", "-9223372036854775808", "-9223372036854775808" },
        { "bigint", "9223372036854775807", "9223372036854775807" },
        { "money", "922337203685477.5807", "922337203685477.5807" },
        { "money", "-922337203685477.5808", "-922337203685477.5808" },
        { "smallmoney", "214748.3647", "214748.3647" },
        { "smallmoney", "-214748.3648", "-214748.3648" },
        { "decimal(28, 10)", "999999999999999999.9999999999", "999999999999999999.9999999999" },
        { "decimal(38, 0)", "-99999999999999999999999999999999999999", "-99999999999999999999999999999999999999" },
        { "float", "1.79E308", "1.79E308" },
        { "float", "-2.23E-308", "-2.23E-308" },
        { "real", "3.40E38", "3.40E38" },
        { "date", "'0001-01-01'", "\"0001-01-01\"" },
        { "date", "'9999-12-31'", "\"9999-12-31\"" },
        { "datetime", "'17530101'", "\"1753-01-01T00:00:00\"" },
        { "datetime", "'9999-12-31T23:59:59.997'", "\"9999-12-31T23:59:59.997\"" },
        { "smalldatetime", "'19000101'", "\"1900-01-01T00:00:00\"" },
        { "smalldatetime", "'2079-06-06T23:59:00'", "\"2079-06-06T23:59:00\"" },
        { "datetime2(3)", "'0001-01-01T00:00:00'", "\"0001-01-01T00:00:00\"" },
        { "datetime2(3)", "'9999-12-31T23:59:59.999'", "\"9999-12-31T23:59:59.999\"" },
        { "datetime2(7)", "'9999-12-31T23:59:59.9999999'", "\"9999-12-31T23:59:59.9999999\"" },
        { "datetimeoffset(3)", "'0001-01-01T00:00:00-14:00'", "\"0001-01-01T00:00:00-14:00\"" },
        { "datetimeoffset(3)", "'9999-12-31T23:59:59.999+14:00'", "\"9999-12-31T23:59:59.999+14:00\"" },
        { "uniqueidentifier", "'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'", "\"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF\"" },
        { "char(5)", "'a'", "\"a    \"" },
        { "varchar(20)", "'it''s 100%: \\ \"x\"'", "\"it's 100%: \\\\ \\\"x\\\"\"" },
        { "nvarchar(20)", "N'☕🦘 é'", "\"☕🦘 é\"" },
        { "nvarchar(20)", "N''", "\"\"" },
        { "nvarchar(20)", "NCHAR(1) + NCHAR(31) + NCHAR(127) + NCHAR(13) + NCHAR(10) + NCHAR(9) + NCHAR(8232)", "\"\\u0001\\u001f\\u007f\\r\\n\\t\\u2028\"" },
        { "nvarchar(20)", "N'[1]'", "\"[1]\"" },
        { "nvarchar(20)", "N'a' + NCHAR(55296) + N'b'", "\"a\\ufffdb\"" },
        { "nvarchar(20)", "N'a' + NCHAR(56832) + N'b'", "\"a\\ufffdb\"" },
        { "nvarchar(20)", "N'a' + NCHAR(0) + N'b'", "\"a\\u0000b\"" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_is_captured_on_insert_update_and_delete(string type, string literal, string json)
    {
        await NeedTypeAsync(type, literal);
        await ShopAsync($"CREATE TABLE dbo.Inputs (InputId int NOT NULL PRIMARY KEY, PersonId int NULL, Value {type} NULL)");
        var isTime = type.StartsWith("date", StringComparison.Ordinal) || type.StartsWith("smalldate", StringComparison.Ordinal);
        var rest = (isTime ? ", occurred_at: Value" : "") + ", properties: { now: Value, was: { column: Value, before: true } }";
        await MigrateAsync(
            $$"""
            events:
              came: { table: Inputs, id: [InputId, Value], person: PersonId, when: inserted{{rest}} }
              turned: { table: Inputs, id: [InputId, Value], person: PersonId, when: { changed: [Value] }{{rest}} }
              went: { table: Inputs, id: [InputId, Value], person: PersonId, when: deleted{{rest}} }
            """);
        await ShopAsync($"INSERT INTO dbo.Inputs (InputId, PersonId, Value) VALUES (1, 5, {literal})");
        await ShopAsync("UPDATE dbo.Inputs SET Value = NULL");
        await ShopAsync($"UPDATE dbo.Inputs SET Value = {literal}");
        await ShopAsync("UPDATE dbo.Inputs SET Value = Value");
        await ShopAsync("DELETE FROM dbo.Inputs");
        Assert.Equal(0, await Shop.ScalarAsync<int>("SELECT COUNT(*) FROM dbo.Inputs"));
        Assert.Empty(await FaultsAsync());
        var messages = await Shop.PendingAsync(Stop);
        Assert.Equal(["came", "turned", "turned", "went"], messages.Select(m => m.EventName));
        Assert.Equal(3, messages.Where(m => m.EventName != "went").Select(m => m.EventId).Distinct().Count());
        AssertValue(json, messages[0].Captured, "Value");
        AssertValue("null", messages[1].Captured, "Value");
        AssertValue(json, messages[1].Captured, "before:Value");
        AssertValue(json, messages[2].Captured, "Value");
        AssertValue(json, messages[3].Captured, "Value");
    }

    [Theory]
    [InlineData("nvarchar(max)", "REPLICATE(CAST(N'x' AS nvarchar(max)), 2000000)")]
    [InlineData("varchar(max)", "REPLICATE(CAST('\"' AS varchar(max)), 2000000)")]
    public async Task Two_megabytes_of_text_are_captured(string type, string literal)
    {
        await ShopAsync($"CREATE TABLE dbo.Inputs (InputId int NOT NULL PRIMARY KEY, PersonId int NULL, Value {type} NULL)");
        await MigrateAsync("events: { turned: { table: Inputs, id: InputId, person: PersonId, when: { changed: [Value] }, properties: { now: Value, was: { column: Value, before: true } } } }");
        await ShopAsync("INSERT INTO dbo.Inputs (InputId, Value) VALUES (1, 'x')");
        await ShopAsync($"UPDATE dbo.Inputs SET Value = {literal}");
        await ShopAsync("UPDATE dbo.Inputs SET Value = NULL");
        var messages = await Shop.PendingAsync(Stop);
        Assert.Equal(2, messages.Count);
        Assert.Equal(2_000_000, Length(messages[0].Captured, "Value"));
        Assert.Equal(2_000_000, Length(messages[1].Captured, "before:Value"));
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task A_person_key_longer_than_the_outboxs_column_names_nobody_and_a_fault_says_so()
    {
        await ShopAsync("CREATE TABLE dbo.Inputs (InputId int NOT NULL PRIMARY KEY, PersonId nvarchar(max) NULL)");
        await MigrateAsync(
            "events: { came: { table: Inputs, id: InputId, person: PersonId, when: inserted } }",
            Mappings.People + "\n  touched_by:\n    - { table: Inputs, person: PersonId }");
        await ShopAsync("INSERT INTO dbo.Inputs VALUES (1, REPLICATE(CAST(N'k' AS nvarchar(max)), 100000)), (2, REPLICATE(N'k', 400)), (3, REPLICATE(N'k', 401))");
        var rows = await Shop.PendingAsync(Stop);
        Assert.Equal([null, new string('k', 400), null], rows.Where(m => m.EventName == "came").OrderBy(m => m.EventId, StringComparer.Ordinal).Select(m => m.PersonKey));
        Assert.Equal([new string('k', 400)], rows.Where(m => m.EventName is null).Select(m => m.PersonKey));
        Assert.Equal(["OBX434 2"], await Shop.ColumnAsync("SELECT Code, RowsHit FROM outbox.Fault"));
    }

    [Fact]
    public async Task An_event_id_longer_than_the_outboxs_column_is_a_fault_and_the_write_stands()
    {
        // Lint refuses such an id; a mapping that was forced in must not fail the shop.
        await NeedAsync(Trait.ErrorsInTriggersSpareTransaction);
        await ShopAsync("CREATE TABLE dbo.Inputs (InputId int NOT NULL PRIMARY KEY, Value nvarchar(400) NULL)");
        await MigrateAsync("events: { came: { table: Inputs, id: Value, person: InputId, when: inserted } }");
        await ShopAsync("INSERT INTO dbo.Inputs VALUES (1, REPLICATE(N'k', 400))");
        Assert.Equal(1, await Shop.ScalarAsync<int>("SELECT COUNT(*) FROM dbo.Inputs"));
        Assert.Equal(["OBX432"], await FaultsAsync());
    }

    private async Task NeedTypeAsync(string type, string literal)
    {
        if (type.EndsWith("(7)", StringComparison.Ordinal))
        {
            await NeedAsync(Trait.SevenDigitTimes);
        }

        if (type.EndsWith("money", StringComparison.Ordinal))
        {
            await NeedAsync(Trait.MoneyAsText);
        }

        if (literal.Contains("NCHAR(0)", StringComparison.Ordinal))
        {
            await NeedAsync(Trait.NulInText);
        }

        if (literal.Contains("NCHAR(5", StringComparison.Ordinal))
        {
            await NeedAsync(Trait.LoneSurrogates);
        }
    }

    private void AssertValue(string expected, string? captured, string key) =>
        Shop.AssertHolds($"{{\"{key}\":{expected}}}", captured);

    private static int Length(string? captured, string key) => JsonNode.Parse(captured!)!.AsObject()
        .Single(m => string.Equals(m.Key, key, StringComparison.OrdinalIgnoreCase)).Value!.GetValue<string>().Length;
}
