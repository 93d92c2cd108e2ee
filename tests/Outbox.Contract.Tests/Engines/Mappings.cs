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
