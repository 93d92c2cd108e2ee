namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>The shop's own staff try an order: Customer.io must hear nothing of it.</summary>
internal sealed class OrderAsTester : IDeed
{
    public Task PlayAsync(Desk desk, CancellationToken cancellationToken) =>
        PlaceOrder.PlaceAsync(desk, desk.Pick(desk.Customers.FindAll(c => c.IsTest)), null, cancellationToken);
}
