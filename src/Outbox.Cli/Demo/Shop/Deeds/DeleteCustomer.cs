namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>
/// A customer changes the e-mail, then leaves; a refund that comes later must not bring the person back.
/// </summary>
internal sealed class DeleteCustomer : IDeed
{
    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        var leaver = desk.Customers.Find(c => c is { IsLeaver: true, IsDeleted: false });
        if (leaver is null)
        {
            return;
        }

        await ChangeEmail.ChangeAsync(desk, leaver, "Example.com", cancellationToken);
        await desk.CommitAsync(
            async shop =>
            {
                await shop.ExecuteAsync(
                    $"UPDATE Customers SET DeletedAtUtc = {shop.NowUtc}, UpdatedAtUtc = {shop.NowUtc} WHERE CustomerId = @CustomerId",
                    new { leaver.CustomerId });
                shop.Then(() => leaver.IsDeleted = true);
            },
            cancellationToken);
        foreach (var order in leaver.CompletedOrders.Take(1))
        {
            await desk.CommitAsync(shop => RefundOrder.RefundAsync(desk, shop, order), cancellationToken);
        }
    }
}
