namespace Outbox.Tests.Dispatcher.Doubles;

/// <summary>The mapping of these tests, and what it makes of attributes.</summary>
internal static class Mappings
{
    public const string Shop = """
        version: 1
        source: shop
        time_zone: UTC
        people:
          table: Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes: { plan: Plan, score: Score }
          touched_by:
            - { table: Addresses, person: { lookup: Customers, on: PersonId, column: CustomerId } }
          unknown: send_first
          guests: { table: Orders, when_null: CustomerId, email: GuestEmail }
        events:
          order_completed: { table: Orders, when: inserted, id: [OrderId], person: CustomerId, properties: { note: Note } }
          order_shipped: { table: Orders, when: inserted, id: [OrderId], person: CustomerId }
        """;

    public static string Strict => Shop.Replace("order_completed: {", "order_completed: { strict_order: true,", StringComparison.Ordinal);

    public static string WithUnknown(string policy) => Shop.Replace("send_first", policy, StringComparison.Ordinal);

    public static string WithSchedules(params IEnumerable<string> names) => Shop + "\nschedules:\n" + string.Join('\n', names.Select(name =>
        $"  {name}: {{ view: Due, cron: \"0 2 * * *\", id: [CustomerId], person: CustomerId, occurred_at: DueAt }}"));

    public static string WithFeed(string table) => Shop + "\nfeeds:\n"
        + $"  - {{ table: {table}, name: event_name, id: event_id, person: customer_id, occurred_at: timestamp }}";
}
