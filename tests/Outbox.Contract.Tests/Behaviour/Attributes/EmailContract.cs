using Outbox.Contract.Tests.Engines;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour.Attributes;

/// <summary>Several e-mails on one customer, one e-mail on several.</summary>
public abstract class EmailContract(ContractEngine engine) : SandboxContract(engine)
{
    private const string People = "people: { table: Customers, id: { column: CustomerId, prefix: cust_ }, attributes: { email: { column: Email, as: email }, tier: Tier } }";

    [Fact]
    public async Task Of_two_customers_with_one_email_the_second_goes_without_until_it_is_free()
    {
        await MigrateAsync("", People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (1, 'ann@example.com', 'gold')");
        await StartAsync();
        await DrainedAsync();
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (2, ' Ann@Example.com ', 'iron')");
        await DrainedAsync();

        Assert.Equal("\"ann@example.com\"", await AttributeAsync("cust_1", "email"));
        Assert.Null(await AttributeAsync("cust_2", "email"));
        Assert.Equal("\"iron\"", await AttributeAsync("cust_2", "tier"));
        Assert.Equal(["OBX481 email cust_2 goes without its e-mail as long as cust_1 has it"], await FaultLinesAsync());
        Assert.Equal(["cust_1"], (await Sandbox.PersonAsync("cust_1", cancellationToken: Stop))!.Ids.Select(id => id.Id));

        // Changes of the other attributes go on; the fault is told again with each.
        await ShopAsync("UPDATE Customers SET Tier = 'lead' WHERE CustomerId = 2");
        await DrainedAsync();
        Assert.Equal("\"lead\"", await AttributeAsync("cust_2", "tier"));

        await ShopAsync("UPDATE Customers SET Email = 'ann@example.org' WHERE CustomerId = 1");
        await UntilAsync(async () => await AttributeAsync("cust_2", "email") == "\"Ann@Example.com\"");
        Assert.Equal("\"ann@example.org\"", await AttributeAsync("cust_1", "email"));
        Assert.Equal(0, (await Sandbox.StatsAsync(Stop)).Ignored);
        Assert.Equal(2, (await Sandbox.StatsAsync(Stop)).PeopleCreated);
    }

    [Fact]
    public async Task Two_who_come_with_one_email_at_once_are_told_apart()
    {
        await MigrateAsync("", People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Email) VALUES (1, 'both@example.com'), (2, 'both@example.com'), (3, NULL)");
        await StartAsync();
        await DrainedAsync();

        var emails = new[] { await AttributeAsync("cust_1", "email"), await AttributeAsync("cust_2", "email") };
        Assert.Equal("\"both@example.com\"", Assert.Single(emails, email => email is not null));
        Assert.Single(await FaultLinesAsync());
        Assert.Equal(3, (await Sandbox.StatsAsync(Stop)).PeopleCreated);
    }

    [Fact]
    public async Task Two_who_swap_their_emails_end_with_the_others()
    {
        await MigrateAsync("", People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Email) VALUES (1, 'a@example.com'), (2, 'b@example.com')");
        await StartAsync();
        await DrainedAsync();
        await ShopAsync("UPDATE Customers SET Email = CASE CustomerId WHEN 1 THEN 'b@example.com' ELSE 'a@example.com' END");

        await UntilAsync(async () => await AttributeAsync("cust_1", "email") == "\"b@example.com\"" && await AttributeAsync("cust_2", "email") == "\"a@example.com\"");
        await DrainedAsync();
        Assert.Equal(0, (await Sandbox.StatsAsync(Stop)).Ignored);
        Assert.Equal(2, (await Sandbox.StatsAsync(Stop)).PeopleCreated);
    }

    [Fact]
    public async Task A_deleted_persons_email_is_free_for_another()
    {
        await MigrateAsync("", People[..^2] + ", deleted: { when: { column: DeletedAt, becomes: not_null }, then: delete } }");
        await ShopAsync("INSERT INTO Customers (CustomerId, Email) VALUES (1, 'ann@example.com')");
        await StartAsync();
        await DrainedAsync();
        await ShopAsync("INSERT INTO Customers (CustomerId, Email) VALUES (2, 'ann@example.com')");
        await DrainedAsync();
        Assert.Null(await AttributeAsync("cust_2", "email"));

        await ShopAsync("UPDATE Customers SET DeletedAt = '2026-11-23 10:00:00' WHERE CustomerId = 1");
        await UntilAsync(async () => await AttributeAsync("cust_2", "email") == "\"ann@example.com\"");
        Assert.True((await Sandbox.PersonAsync("cust_1", cancellationToken: Stop))!.Person.IsDeleted);
    }

    [Fact]
    public async Task Of_several_emails_of_one_customer_the_one_that_the_shop_names_is_sent_and_no_second_profile_is_made()
    {
        await ShopAsync("CREATE TABLE Addresses (AddressId int NOT NULL PRIMARY KEY, CustomerId int NULL, Email varchar(200) NOT NULL, IsPrimary int NOT NULL)");
        await ShopAsync("CREATE VIEW PrimaryAddress AS SELECT CustomerId, Email AS email FROM Addresses WHERE IsPrimary = 1");
        await MigrateAsync(
            "",
            """
            people:
              table: Customers
              id: { column: CustomerId, prefix: cust_ }
              view: { name: PrimaryAddress, on: CustomerId, columns: { email: { as: email } } }
              touched_by:
                - { table: Addresses, person: CustomerId }
            """);
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1)");
        await ShopAsync("INSERT INTO Addresses (AddressId, CustomerId, Email, IsPrimary) VALUES (1, 1, 'home@example.com', 1), (2, 1, 'work@example.com', 0)");
        await StartAsync();
        await DrainedAsync();
        Assert.Equal("\"home@example.com\"", await AttributeAsync("cust_1", "email"));

        await ShopAsync("UPDATE Addresses SET IsPrimary = 1 - IsPrimary");
        await DrainedAsync();
        Assert.Equal("\"work@example.com\"", await AttributeAsync("cust_1", "email"));
        Assert.Equal(1, (await Sandbox.StatsAsync(Stop)).PeopleCreated);
    }

    [Fact]
    public async Task Lint_names_the_keys_of_people_with_one_email_and_never_the_email()
    {
        await ShopAsync("INSERT INTO Customers (CustomerId, Email) VALUES (1, 'Ann@example.com'), (2, ' ann@example.com'), (3, 'bob@example.com'), (4, NULL), (5, '')");
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, IsTest) VALUES (6, 'bob@example.com', 1)");
        async Task<IReadOnlyList<string>> LintAsync(string people) =>
        [
            .. (await Shop.Installer.CheckPeopleAsync(
                ContractDatabase.Read(Mappings.Of("", people)), await Shop.Installer.ReadCatalogAsync(Stop), Stop)).Select(f => $"{f.Code.Id} {f.Message}"),
        ];

        Assert.Equal(
            ["OBX180 One e-mail belongs to several people: 1 and 2."],
            await LintAsync("people: { table: Customers, id: CustomerId, where: { IsTest: 0 }, attributes: { email: { column: Email, as: email } } }"));
        Assert.Empty(await LintAsync("people: { table: Customers, id: CustomerId }"));

        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, GuestEmail) VALUES (1, 1, 'a@example.com'), (2, 1, 'b@example.com'), (3, 3, 'a@example.com')");
        await ShopAsync("CREATE VIEW Contacts AS SELECT CustomerId, GuestEmail AS email FROM Orders");
        Assert.Equal(
            [
                "OBX180 One e-mail belongs to several people: 1 and 3.",
                "OBX181 The view has several rows for one person, and any of them would be sent: 1 (2).",
            ],
            await LintAsync("people: { table: Customers, id: CustomerId, view: { name: Contacts, on: CustomerId } }"));
    }

    [Fact]
    public async Task Who_has_an_email_keeps_it_also_where_the_identify_was_not_accepted_yet()
    {
        await MigrateAsync("", People);
        async Task<IReadOnlyDictionary<string, string>> Claim(params (string Id, string? Hash)[] claims) =>
            (await Store.ClaimAddressesAsync(
                [.. claims.Select(c => new AddressClaim($"cust_{c.Id}", AddressClaim.Email, c.Id, c.Hash, new string(c.Id[0], 64)))], Stop))
            .ToDictionary(refused => refused.PersonId, refused => refused.OtherId);

        Assert.Empty(await Claim(("1", "a")));
        Assert.Empty(await Claim(("1", "a")));
        Assert.Equal("cust_1", (await Claim(("2", "a")))["cust_2"]);

        // Given up, and not accepted yet.
        Assert.Empty(await Claim(("1", "b")));
        Assert.Equal("cust_1", (await Claim(("2", "a")))["cust_2"]);
        Assert.Equal("cust_1", (await Claim(("3", "b")))["cust_3"]);

        await Shop.CompleteAsync(new Completion([], [new SentPerson("cust_1", "hash", 1)], [], [], null), Stop);
        Assert.Equal(["touch people.email 2"], await RowsAsync());
        Assert.Empty(await Claim(("2", "a")));
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteEmails() : EmailContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerEmails() : EmailContract(new SqlServerEngine());
