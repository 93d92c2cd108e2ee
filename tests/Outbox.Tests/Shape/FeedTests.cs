using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using static Outbox.Tests.Shape.ShapeBench;

namespace Outbox.Tests.Shape;

public sealed class FeedTests
{
    [Theory]
    [InlineData("""{"data":"{\"b\": 1, \"a\": [2.50]}"}""", """{"b":1,"a":[2.50]}""")]
    [InlineData("""{"data":{"b":1}}""", """{"b":1}""")]
    [InlineData("""{"data":null}""", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("""{"data":"{\"a\":1,\"b\":2,\"a\":3}"}""", """{"a":3,"b":2}""")]
    public void The_data_column_becomes_the_events_data(string captured, string expected)
    {
        var shaped = Feed(captured);

        Assert.Equal(expected, shaped.PropertiesJson);
        Assert.Empty(shaped.Faults);
        Assert.Null(shaped.DeadReason);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"[1]\"")]
    [InlineData("\"{\"")]
    [InlineData("7")]
    public void Data_that_is_no_object_is_left_out_with_a_fault(string data)
    {
        var shaped = Feed($$"""{"data":{{data}}}""");

        Assert.Equal("{}", shaped.PropertiesJson);
        Assert.Equal(RowErrors.NotJson, Assert.Single(shaped.Faults).Code);
    }

    [Fact]
    public void Keys_that_would_redirect_the_message_are_left_out()
    {
        var shaped = Feed("""{"data":{"recipient":"x","a":1,"from_address":"x","reply_to":"x","_b":1}}""");

        Assert.Equal("""{"a":1}""", shaped.PropertiesJson);
        Assert.Equal(4, shaped.Faults.Count(f => f.Code == RowErrors.BadName));
    }

    [Theory]
    [InlineData("""{"data":"{\"a\":\"x\\ud800\"}"}""", "{\"a\":\"x\ufffd\"}")]
    [InlineData("""{"data":"{\"\\udc00\":1}"}""", "{\"\ufffd\":1}")]
    public void Half_a_surrogate_pair_within_the_data_is_replaced(string captured, string expected)
    {
        var shaped = Feed(captured);

        Assert.Equal(expected, shaped.PropertiesJson);
        Assert.Equal(RowErrors.BrokenText, Assert.Single(shaped.Faults).Code);
    }

    [Theory]
    [InlineData("trial_ended", true)]
    [InlineData("a", true)]
    [InlineData("step_2", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("Trial Ended", true)]
    [InlineData("product.viewed", true)]
    [InlineData("2nd: größe!", true)]
    [InlineData("_trial", false)]
    [InlineData(" trial", false)]
    [InlineData("trial ", false)]
    [InlineData("trial\nended", false)]
    [InlineData("shadow_trial_ended", false)]
    public void An_event_is_sent_only_under_a_name_that_customer_io_can_take(string? name, bool valid) => Named(name, valid);

    [Fact]
    public void A_name_has_100_bytes_at_most()
    {
        Named(new string('a', 100), true);
        Named(new string('a', 101), false);
        Named(new string('ä', 51), false);
    }

    private static void Named(string? name, bool valid)
    {
        var reason = Feed("{}", name).DeadReason;
        Assert.Equal(valid, reason is null);
        Assert.True(valid || reason!.StartsWith("OBX423: ", StringComparison.Ordinal));
    }

    private static ShapedEvent Feed(string captured, string? name = "trial_ended")
    {
        var feed = new Feed
        {
            Name = "feed:Facts",
            Table = Table("Facts"),
            NameColumn = Column("name"),
            Id = Column("id"),
            Person = new DirectPerson(Column("customer")),
            OccurredAt = new OccurredAt(Column("at"), null),
            Properties = Column("data"),
        };
        return ShaperOf(Map(feed: feed)).ShapeEvent(
            Message(captured, feed.CapturedBy) with { EventName = name, OccurredAtRaw = "2026-11-23T08:05:09Z" }, null);
    }
}
