using System.Text.Json;
using System.Text.Json.Nodes;
using Outbox.Cli.Demo.Compare;
using Outbox.Cli.Demo.Journal;
using Outbox.Cli.Demo.Shop;

namespace Outbox.EndToEnd.Tests.Demo;

/// <summary>A journal of two events and their arrivals, as they should be.</summary>
internal static class Samples
{
    public static readonly DateTime OccurredAt = new(2026, 11, 23, 15, 4, 5, 678, DateTimeKind.Utc);
    public static readonly DateTimeOffset CommittedAt = new(OccurredAt.AddMilliseconds(2));

    public static readonly Product Beans = new()
    {
        ProductId = 101,
        Sku = "BEAN-1",
        Name = "Beans",
        Category = "Beans",
        ListPrice = 14.5m,
        UnitCost = 6,
        StockOnHand = 10,
        ReorderPoint = 2,
        ConsumptionDays = 14,
    };

    public static Comparer Judge => new(UlidOf);

    public static Entry First => Entry("order_completed:1", "cust_1");

    public static Entry Second => Entry("order_completed:2", "cust_2");

    public static string UlidOf(string eventId) => $"ULID of {eventId}";

    public static ReceivedEvent Arrival(Entry entry) => new(
        UlidOf(entry.Fact.EventId),
        entry.Fact.Name,
        entry.Fact.PersonId,
        Amounts.UnixSeconds(entry.Fact.OccurredAt),
        JsonSerializer.SerializeToElement(entry.Fact.Data),
        CommittedAt.AddMilliseconds(10),
        1);

    public static Comparison Compare(params IReadOnlyList<ReceivedEvent> arrivals) => Judge.Compare([First, Second], arrivals, [], []);

    public static JsonElement Json(string json) => JsonElement.Parse(json);

    private static Entry Entry(string eventId, string person) => new(
        new Fact(eventId, "order_completed", person, OccurredAt, new JsonObject
        {
            ["value_cents"] = 1250,
            ["items"] = new JsonArray(new JsonObject { ["sku"] = "A", ["quantity"] = 2 }),
        }),
        CommittedAt);
}
