namespace Outbox.Contract.Tests.Engines;

/// <summary>The mappings of the suite: one set of people, and what a test adds.</summary>
internal static class Mappings
{
    /// <summary>People without a view: only mapped columns matter.</summary>
    public const string People =
        """
        people:
          table: Customers
          id: CustomerId
          where: { IsTest: 0 }
          attributes: { email: Email, tier: Tier }
        """;

    /// <summary>The same people, touched by their orders.</summary>
    public const string TouchedByOrders = People + "\n  touched_by:\n    - { table: Orders, person: CustomerId }";

    /// <summary>An event of each order that is inserted, at the time when it was completed.</summary>
    public const string OrderEvent = "events: { order_event: { table: Orders, id: OrderId, person: CustomerId, when: inserted, occurred_at: CompletedAt } }";

    /// <summary>A whole mapping.</summary>
    public static string Of(string sections, string people = People) =>
        $"""
        version: 1
        source: contract
        time_zone: UTC
        {people}
        {sections}
        """;
}
