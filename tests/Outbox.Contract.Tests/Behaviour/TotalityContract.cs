using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outbox.Contract.Tests.Engines;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>Whatever a shop writes, the outbox does not make the write fail, and what it read can be read again.</summary>
public abstract class TotalityContract(ContractEngine engine) : ContractTests(engine)
{
    /// <summary>A mapping that captures every text of a row of Keys.</summary>
    protected virtual string Probe =>
        "events: { probe: { table: Keys, id: [AText, ANumber], person: AnotherText, when: inserted, occurred_at: ATime, properties: { a: AText, b: ANumber } } }";

    public static TheoryData<string> Oddities => new()
    {
        "NUL", "two megabytes", "emoji", "lone surrogate", "quotes", "empty", "controls", "right to left",
    };

    [Theory]
    [MemberData(nameof(Oddities))]
    public async Task Any_text_is_written_captured_and_readable(string oddity)
    {
        await MigrateAsync(Probe);
        await NeedAsync(oddity);
        var value = Text(oddity);
        await ShopAsync($"INSERT INTO Keys (KeyId, {TextColumn}, AnotherText) VALUES (1, @value, @another)", new { value, another = Another(value) });
        Assert.Equal(1L, await Shop.ScalarAsync<long>("SELECT COUNT(*) FROM Keys"));
        var message = await SingleEventAsync();
        if (oddity == "two megabytes")
        {
            // Far more than an item can hold: captured, and told by its size instead of read.
            Assert.Null(message.Captured);
            Assert.True(message.UnreadBytes > 2_000_000);
            return;
        }

        Shop.AssertHolds(new JsonObject { [TextColumn] = Sent(value) }.ToJsonString(), message.Captured);
    }

    /// <summary>The column of Keys that takes any text.</summary>
    protected virtual string TextColumn => "AText";

    /// <summary>What the person's column gets.</summary>
    protected virtual string Another(string value) => value;

    /// <summary>Skips the test where the engine cannot hold the text.</summary>
    protected virtual Task NeedAsync(string oddity) => Task.CompletedTask;

    private static string Text(string oddity) => oddity switch
    {
        "NUL" => "a\0b",
        "two megabytes" => new string('x', 2_000_000),
        "emoji" => "🦘👩‍👩‍👧",
        "lone surrogate" => "a\ud800b",
        "quotes" => "'; DROP TABLE Orders; -- \" \\ %",
        "controls" => "\u0001\u001f\u007f\r\n\t\u2028",
        "right to left" => "שלום\u202e",
        _ => "",
    };

    /// <summary>The drivers send a lone surrogate as U+FFFD.</summary>
    private static string Sent(string value) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value));
}

/// <summary>On SQL Server. Long text is captured, but is part of no id: lint refuses that.</summary>
public sealed class SqlServerTotality() : TotalityContract(new SqlServerEngine())
{
    /// <inheritdoc/>
    protected override string Probe =>
        "events: { probe: { table: Keys, id: KeyId, person: AnotherText, when: inserted, occurred_at: ATime, properties: { a: AnyText, b: ANumber } } }";

    /// <inheritdoc/>
    protected override string TextColumn => "AnyText";

    /// <inheritdoc/>
    protected override string Another(string value) => value.Length > 200 ? value[..200] : value;

    /// <inheritdoc/>
    protected override Task NeedAsync(string oddity) => oddity switch
    {
        "NUL" => NeedAsync(Trait.NulInText),
        "lone surrogate" => NeedAsync(Trait.LoneSurrogates),
        _ => Task.CompletedTask,
    };
}

/// <summary>On SQLite, where any column takes any type.</summary>
public sealed class SqliteTotality() : TotalityContract(new SqliteEngine())
{
    private const string Everything =
        """
        events:
          probe: { table: Keys, id: [AText, ANumber, ADate, ATime, AMoment, AGuid, AFlag], person: AnotherText, when: inserted, occurred_at: ATime, properties: { a: AText, b: ANumber, c: ADate } }
          changed: { table: Keys, id: [KeyId, AText], person: AnotherText, when: { changed: [AText, ANumber] }, where: { AText: [x, not] } }
        feeds:
          - { table: LifecycleEvents, name: event_name, id: event_id, person: customer_id, occurred_at: timestamp, properties: properties }
        """;

    [Theory]
    [InlineData("x'00FF80'")]
    [InlineData("zeroblob(100000)")]
    [InlineData("CAST(x'61FF62' AS TEXT)")]
    [InlineData("CAST(x'EDA08061' AS TEXT)")]
    [InlineData("CAST(x'610062' AS TEXT)")]
    [InlineData("9e999")]
    [InlineData("-9e999")]
    [InlineData("9223372036854775807")]
    [InlineData("0.1")]
    [InlineData("'-4713-01-01 00:00:00'")]
    [InlineData("'{\"a\":'")]
    public async Task A_value_of_any_type_in_any_column_is_taken(string expression)
    {
        await MigrateAsync(Everything, Mappings.People + "\n  touched_by:\n    - { table: Keys, person: AnotherText }");
        await ShopAsync($"INSERT INTO Keys VALUES (1, {expression}, {expression}, {expression}, {expression}, {expression}, {expression}, {expression}, {expression})");
        await ShopAsync($"UPDATE Keys SET AText = 'x', AnotherText = {expression}");
        await ShopAsync($"INSERT INTO Customers (CustomerId, Email, Tier) VALUES (1, {expression}, {expression})");
        await ShopAsync($"INSERT INTO LifecycleEvents VALUES ({expression}, {expression}, {expression}, {expression}, {expression})");
        var messages = await Shop.PendingAsync(Stop);
        Assert.Equal(3, messages.Count(m => m.EventId is not null));
        Assert.All(messages.Where(m => m.Captured is not null), m => JsonDocument.Parse(m.Captured!).Dispose());
        Assert.All((await Store.ReadPeopleAsync(["1"], Stop)).Values, p => JsonDocument.Parse(p.Json).Dispose());
    }

    [Fact]
    public async Task A_table_wider_than_a_functions_arguments_is_captured()
    {
        var columns = Enumerable.Range(1, 600).Select(i => $"c{i}").ToList();
        await ShopAsync($"CREATE TABLE Wide (Id INTEGER PRIMARY KEY, {string.Join(", ", columns)})");
        await MigrateAsync($"events: {{ probe: {{ table: Wide, id: Id, person: c1, when: inserted, properties: {{ {string.Join(", ", columns.Select(c => $"{c}: {c}"))} }} }} }}");
        await ShopAsync("INSERT INTO Wide (Id, c1, c300, c600) VALUES (1, 'a', '}{', 'z')");
        using var captured = JsonDocument.Parse((await SingleEventAsync()).Captured!);
        Assert.Equal("}{", captured.RootElement.GetProperty("c300").GetString());
        Assert.Equal("z", captured.RootElement.GetProperty("c600").GetString());
    }
}
