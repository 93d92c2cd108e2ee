using System.Text.Json;
using Outbox.Core.Events;
using Outbox.Core.Messages;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

/// <summary>Events that an app wrote itself, of which the mapping knows nothing.</summary>
public sealed class EmittedTests
{
    private readonly House _house = new();

    public EmittedTests()
    {
        _house.Store.Live("order_rated");
        _house.Store.Person("1");
    }

    [Fact]
    public async Task Its_properties_are_sent_as_they_are()
    {
        const string properties = """{ "stars": 5.0, "note": "gr\u00fc\u00df" , "order_id":1001}""";
        var emitted = _house.Store.Add(Row(properties));

        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(emitted));
        var item = _house.Api.Items.Last();
        Assert.Equal("order_rated", item.GetProperty("name").GetString());
        Assert.Equal(EventUlid.Derive("shop", "order_rated:1001"), item.GetProperty("id").GetString());
        Assert.Equal("cust_1", item.GetProperty("identifiers").GetProperty("id").GetString());
        Assert.Equal(properties, item.GetProperty("attributes").GetRawText());
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), item.GetProperty("timestamp").GetInt64());
        Assert.Equal(["identify", "event"], _house.Api.Items.Select(i => i.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task It_is_saved_as_sent_before_its_first_request()
    {
        var emitted = _house.Store.Add(Row("""{"stars":5}"""));

        await _house.DrainAsync();

        var row = _house.Store.Row(emitted);
        Assert.Equal("cust_1", row.PersonId);
        Assert.Equal("order_rated", row.SentAs);
        Assert.Equal("""{"stars":5}""", row.Properties);
    }

    [Fact]
    public async Task A_type_that_the_database_does_not_know_is_rehearsed()
    {
        _house.Store.Types.Clear();
        var emitted = _house.Store.Add(Row("{}"));

        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(emitted));
        Assert.Equal("shadow_order_rated", _house.Api.Items.Last().GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_type_that_is_off_or_paused_is_so_for_it_too()
    {
        _house.Store.Types["order_rated"] = new EventTypeState("order_rated", Delivery.Off, 100, "sql");
        var off = _house.Store.Add(Row("{}"));
        await _house.DrainAsync();
        Assert.Equal(MessageStatus.Skipped, _house.Store.StatusOf(off));
    }

    [Fact]
    public async Task Emitted_twice_it_is_sent_once()
    {
        var first = _house.Store.Add(Row("{}"));
        var second = _house.Store.Add(Row("{}"));

        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(first));
        Assert.Equal(MessageStatus.Skipped, _house.Store.StatusOf(second));
    }

    [Theory]
    [InlineData("[]", "OBX425: not a JSON object")]
    [InlineData("""{"a":}""", "OBX425: not JSON at character 6")]
    [InlineData("""{"Stars":5}""", "OBX425: a name that is not snake_case at character 2: Stars")]
    [InlineData("""{"recipient":"x"}""", "OBX425: a reserved name at character 2: recipient")]
    public async Task What_was_written_past_the_procedure_spoils_no_request(string properties, string reason)
    {
        var spoiled = _house.Store.Add(Row(properties));
        var good = _house.Store.Add(Row("{}") with { EventId = "order_rated:1002" });

        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Dead, _house.Store.StatusOf(spoiled));
        Assert.Equal(reason, _house.Store.ReasonOf(spoiled));
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(good));
        Assert.DoesNotContain(_house.Api.Items, item => JsonSerializer.Serialize(item).Contains("Stars", StringComparison.Ordinal));
    }

    private OutboxMessage Row(string properties) => new()
    {
        MessageId = 0,
        Kind = MessageKind.Event,
        CapturedBy = "order_rated",
        EventName = "order_rated",
        EventId = "order_rated:1001",
        PersonKey = "1",
        OccurredAt = new DateTime(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc),
        Properties = properties,
        CreatedAt = _house.Clock.GetUtcNow().UtcDateTime,
    };
}
