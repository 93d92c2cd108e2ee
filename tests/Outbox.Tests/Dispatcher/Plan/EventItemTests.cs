using System.Text.Json;
using Outbox.Core.Events;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class EventItemTests
{
    [Theory]
    [InlineData("order_completed", "order_completed:1")]
    [InlineData("shadow_order_completed", "shadow_order_completed:1")]
    [InlineData("Order Completed", "Order Completed:1")]
    public void The_ulid_is_made_of_the_id_under_the_name_sent(string sentAs, string id)
    {
        var item = JsonDocument.Parse(EventItem.Make("shop", Row(), sentAs, out _)!.Json).RootElement;

        Assert.Equal(EventUlid.Derive("shop", id), item.GetProperty("id").GetString());
        Assert.Equal(sentAs, item.GetProperty("name").GetString());
        Assert.Equal(1_772_366_400, item.GetProperty("timestamp").GetInt64());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("order_completed")]
    [InlineData("order_completed_twice:1")]
    public void An_id_that_is_not_the_events_is_refused(string? id)
    {
        Assert.Null(EventItem.Make("shop", Row(id), "order_completed", out var wrong));
        Assert.Equal(RowReasons.EventIdWrong, wrong);
    }

    [Fact]
    public void A_name_that_its_shadow_makes_too_long_is_refused()
    {
        Assert.Null(EventItem.Make("shop", Row(), new string('n', EventItem.MaxNameBytes + 1), out var wrong));
        Assert.Equal(RowReasons.EventNameLength, wrong);
    }

    [Fact]
    public void An_item_has_32_times_1024_bytes_at_most_or_what_is_set()
    {
        var empty = EventItem.Make("shop", Row(properties: """{"n":""}"""), "order_completed", out _)!.Json.Length;
        string Padded(int bytes) => $$"""{"n":"{{new string('x', bytes - empty)}}"}""";

        Assert.Equal(TrackItem.MaxBytes, EventItem.Make("shop", Row(properties: Padded(TrackItem.MaxBytes)), "order_completed", out _)!.Json.Length);
        Assert.Null(EventItem.Make("shop", Row(properties: Padded(TrackItem.MaxBytes + 1)), "order_completed", out var wrong));
        Assert.Equal(RowReasons.ItemTooLarge, wrong);
        Assert.Equal(32_768, TrackItem.MaxBytes);
        Assert.NotNull(EventItem.Make("shop", Row(properties: Padded(2_000)), "order_completed", out _, 2_000));
        Assert.Null(EventItem.Make("shop", Row(properties: Padded(2_001)), "order_completed", out _, 2_000));
    }

    private static PersonalRow Row(string? id = "order_completed:1", string properties = "{}") => new(
        new OutboxMessage
        {
            MessageId = 1,
            Kind = MessageKind.Event,
            CapturedBy = "order_completed",
            EventName = "order_completed",
            EventId = id,
            Properties = properties,
            OccurredAt = new DateTime(2026, 3, 1, 12, 0, 0, 999),
            CreatedAt = DateTime.UnixEpoch,
        },
        "cust_1",
        "1",
        null);
}
