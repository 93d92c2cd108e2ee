namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>Several customers get points, and some a better tier, by one statement; one of them opts in.</summary>
internal sealed class RewardPoints : IDeed
{
    public Task PlayAsync(Desk desk, CancellationToken cancellationToken) => desk.CommitAsync(
        async shop =>
        {
            var points = desk.Random.Next(1, 20) * 10;
            var customers = Enumerable.Range(0, 5).Select(_ => desk.AnyCustomer()).Distinct().ToList();
            await shop.ExecuteAsync(
                $"""
                UPDATE Customers
                SET LoyaltyPoints = LoyaltyPoints + @Points,
                    Tier = CASE WHEN LoyaltyPoints + @Points >= 500 THEN 'Gold' WHEN LoyaltyPoints + @Points >= 200 THEN 'Silver' ELSE 'Bronze' END,
                    UpdatedAtUtc = {shop.NowUtc}
                WHERE CustomerId IN @Ids
                """,
                new { Points = points, Ids = customers.Select(c => c.CustomerId) });
            await shop.ExecuteAsync(
                "UPDATE Customers SET MarketingOptIn = @OptIn WHERE CustomerId = @CustomerId",
                new { OptIn = true, customers[0].CustomerId });
            customers.ForEach(shop.Touches);
            shop.Then(() =>
            {
                customers[0].MarketingOptIn = true;
                customers.ForEach(c => Reward(c, points));
            });
        },
        cancellationToken);

    private static void Reward(Customer customer, int points)
    {
        customer.LoyaltyPoints += points;
        customer.Tier = customer.LoyaltyPoints switch
        {
            >= 500 => "Gold",
            >= 200 => "Silver",
            _ => "Bronze",
        };
    }
}
