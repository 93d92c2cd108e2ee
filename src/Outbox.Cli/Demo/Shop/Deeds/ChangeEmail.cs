using System.Globalization;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>A customer has a new e-mail, mistypes it and mends it at once.</summary>
internal sealed class ChangeEmail : IDeed
{
    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        var customer = desk.AnyCustomer();
        await ChangeAsync(desk, customer, "Exmaple.com", cancellationToken);
        await ChangeAsync(desk, customer, "Example.com", cancellationToken);
    }

    /// <summary>Gives a customer an e-mail that nobody has.</summary>
    public static Task ChangeAsync(Desk desk, Customer customer, string domain, CancellationToken cancellationToken) =>
        desk.CommitAsync(
            async shop =>
            {
                var email = string.Create(CultureInfo.InvariantCulture, $"New.{desk.NextSerial()}@{domain}");
                await shop.ExecuteAsync(
                    $"UPDATE Customers SET Email = @Email, UpdatedAtUtc = {shop.NowUtc} WHERE CustomerId = @CustomerId",
                    new { Email = email, customer.CustomerId });
                shop.Touches(customer);
                shop.Then(() => customer.Email = email);
            },
            cancellationToken);
}
