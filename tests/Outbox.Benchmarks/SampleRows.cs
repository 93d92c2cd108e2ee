using System.Globalization;
using Outbox.Core.Messages;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;

namespace Outbox.Benchmarks;

/// <summary>Rows as the trigger of <c>outbox bench</c> captures them.</summary>
internal static class SampleRows
{
    public const string PersonJson = """{"row":{"Email":"ann@example.com","FirstName":"Ann","LoyaltyPoints":7}}""";

    public static readonly DateTime Now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    public static readonly DatabaseCatalog Catalog = new(Engine.Sqlite, []);

    public static readonly MappingDocument Mapping = MappingReader.Read("""
        version: 1
        source: bench
        time_zone: UTC
        people:
          table: Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes: { email: { column: Email, as: email }, first_name: FirstName, loyalty_points: LoyaltyPoints }
          unknown: send_first
        events:
          order_placed:
            table: Orders
            when: inserted
            id: [OrderId]
            person: CustomerId
            occurred_at: { column: PlacedAtUtc, zone: UTC }
            properties:
              order_id: OrderId
              order_number: OrderNumber
              channel: Channel
              currency: Currency
              value_cents: { column: Total, as: cents, currency: Currency }
              coupon_code: CouponCode
            delivery: live
        """).Document!;

    public static List<OutboxMessage> Messages(int count) => [.. Enumerable.Range(1, count).Select(n => new OutboxMessage
    {
        MessageId = n,
        Kind = MessageKind.Event,
        CapturedBy = "order_placed",
        EventName = "order_placed",
        EventId = string.Create(CultureInfo.InvariantCulture, $"order_placed:{n}"),
        PersonKey = (n % 100).ToString(CultureInfo.InvariantCulture),
        OccurredAtRaw = "2026-01-01 11:59:58.125",
        OccurredAtZone = "UTC",
        CreatedAt = Now,
        Captured = $$"""{"OrderId":{{n}},"CustomerId":{{n % 100}},"PlacedAtUtc":"2026-01-01 11:59:58.125","OrderNumber":"WEB-{{n}}","Channel":"web","Currency":"USD","Total":20.5,"CouponCode":null}""",
    })];
}
