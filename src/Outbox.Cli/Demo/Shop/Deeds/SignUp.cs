using System.Globalization;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>New customers, several rows by one statement.</summary>
internal sealed class SignUp : IDeed
{
    private const string InsertInto =
        "INSERT INTO Customers (Email, FirstName, LastName, Phone, PhoneCountry, MarketingOptIn, LoyaltyPoints, IsTest, CreatedAtUtc, UpdatedAtUtc)";

    private static readonly string[] FirstNames = ["Ada", "Bo", "Chloé", "Dan", "Ellen", "Fritz", "Gül", "Hiro"];
    private static readonly string[] LastNames = ["O'Neil", "Núñez", "Smith", "Þórsdóttir", "Zhang", "van Dijk"];

    public Task PlayAsync(Desk desk, CancellationToken cancellationToken) => desk.CommitAsync(
        shop =>
        {
            var customers = Enumerable.Range(0, 3).Select(_ => Invent(desk, isTest: false, isLeaver: false)).ToList();
            customers.ForEach(c => c.Customer.IsTouched = true);
            return AddAsync(desk, shop, customers);
        },
        cancellationToken);

    /// <summary>Makes up somebody.</summary>
    public static (Customer Customer, string FirstName, string LastName) Invent(Desk desk, bool isTest, bool isLeaver)
    {
        var customer = new Customer
        {
            Email = string.Create(CultureInfo.InvariantCulture, $"Customer.{desk.NextSerial()}@Example.com"),
            Phone = Phone.Any(desk.Random),
            MarketingOptIn = desk.Random.Next(2) == 0,
            LoyaltyPoints = desk.Random.Next(20) * 10,
            IsTest = isTest,
            IsLeaver = isLeaver,
        };
        return (customer, desk.Pick(FirstNames), desk.Pick(LastNames));
    }

    /// <summary>Writes customers by one statement and looks up the keys that they were given.</summary>
    public static async Task AddAsync(
        Desk desk, ShopTransaction shop, IReadOnlyList<(Customer Customer, string FirstName, string LastName)> people)
    {
        var now = desk.Clock.Next();
        await shop.InsertRowsAsync(InsertInto, people.Select(p => new object?[]
        {
            p.Customer.Email, p.FirstName, p.LastName, p.Customer.Phone?.Typed, p.Customer.Phone?.Country,
            p.Customer.MarketingOptIn, p.Customer.LoyaltyPoints, p.Customer.IsTest, now, now,
        }));
        var keys = await shop.QueryAsync<KeyOfEmail>(
            "SELECT Email, CustomerId FROM Customers WHERE Email IN @Emails", new { Emails = people.Select(p => p.Customer.Email) });
        foreach (var (customer, _, _) in people)
        {
            customer.CustomerId = keys.Single(k => k.Email == customer.Email).CustomerId;
            shop.Then(() =>
            {
                desk.Customers.Add(customer);
                desk.Journal.Add(customer);
            });
        }
    }

    private sealed class KeyOfEmail
    {
        public string Email { get; set; } = "";

        public long CustomerId { get; set; }
    }
}
