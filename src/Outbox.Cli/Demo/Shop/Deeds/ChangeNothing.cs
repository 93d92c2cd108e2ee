namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>Statements that name columns and change none, as programs write that save a whole row; and one that meets no row.</summary>
internal sealed class ChangeNothing : IDeed
{
    public Task PlayAsync(Desk desk, CancellationToken cancellationToken) => desk.CommitAsync(
        async shop =>
        {
            await shop.ExecuteAsync(
                "UPDATE Orders SET Status = Status, CompletedAtUtc = CompletedAtUtc WHERE OrderId IN @Ids",
                new { Ids = desk.Refundable.TakeLast(5).Select(o => o.OrderId).Append(0) });
            await shop.ExecuteAsync(
                "UPDATE Customers SET Email = Email, Phone = Phone WHERE CustomerId = @CustomerId",
                new { desk.AnyCustomer().CustomerId });
            await shop.ExecuteAsync("UPDATE Refunds SET Amount = 0 WHERE RefundId = -1");
        },
        cancellationToken);
}
