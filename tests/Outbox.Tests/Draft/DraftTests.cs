using Outbox.Core.Errors;
using Outbox.Core.Messages;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Draft;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;
using Outbox.Tests.TSql;

namespace Outbox.Tests.Draft;

public sealed class DraftTests
{
    [Fact]
    public void The_sample_shop_gets_a_mapping_that_passes_lint()
    {
        var draft = Drafter.Write(ShopGuess.Of(SampleCatalog.Read(), [], new DraftAnswers()), ["Placed", "Completed", "Canceled"], "coffee_shop", "America/New_York");

        Assert.DoesNotContain(draft.Findings, f => f.Severity == Severity.Error);
        var mapping = MappingReader.Read(draft.Text).Document!;
        Assert.Equal(("dbo.Customers", "CustomerId", "customer_"), (mapping.People.Table.Name.ToString(), mapping.People.Id.Name, mapping.People.Prefix));
        Assert.Equal(["order_placed", "order_completed", "order_canceled"], mapping.Events.Select(e => e.Name));
        Assert.Equal("GuestEmail", mapping.People.Guests?.Email.Name);
        Assert.Equal("IsTest", Assert.Single(mapping.People.Where).Column.Name);
        Assert.Equal(DeletionAction.Ignore, mapping.People.Deleted?.Then);
        var completed = mapping.Events[1];
        Assert.Equal("Completed", Assert.IsType<IsOneOf>(Assert.IsType<Becomes>(completed.When).To).Values[0].Text);
        Assert.Equal(("CompletedAtUtc", "UTC"), (completed.OccurredAt!.Column.Name, completed.OccurredAt.Zone));
        Assert.Equal(["product_id", "sku", "name", "quantity", "unit_price_cents"], Assert.Single(completed.Properties.OfType<EachProperty>()).Properties.Select(p => p.Name));
        Assert.DoesNotContain("base_total_cents", completed.Properties.Select(p => p.Name));
    }

    [Fact]
    public void Every_event_begins_as_a_shadow()
    {
        var draft = Drafter.Write(ShopGuess.Of(Shop(), [], new DraftAnswers()), [], "shop", "UTC");
        Assert.All(MappingReader.Read(draft.Text).Document!.Events, e => Assert.Equal(Delivery.Shadow, e.Delivery));
    }

    [Fact]
    public void A_shop_without_a_status_gets_events_of_its_times_and_keys_of_letters_get_no_prefix()
    {
        var draft = Drafter.Write(ShopGuess.Of(Shop(), [], new DraftAnswers()), [], "North Wind 2", "Europe/Berlin");

        var mapping = MappingReader.Read(draft.Text).Document!;
        Assert.Equal(("north-wind-2", "Europe/Berlin", ""), (mapping.Source, mapping.TimeZone, mapping.People.Prefix));
        Assert.Equal(["order_placed", "order_shipped"], mapping.Events.Select(e => e.Name));
        Assert.Equal("dbo.Order Details", Assert.Single(mapping.Events[0].Properties.OfType<EachProperty>()).Table.Name.ToString());
        Assert.Contains(draft.Guesses, g => g.What == "Order Details.Discount" && g.Value.Length == 0);
        Assert.Contains(draft.Guesses, g => g.What == "phone" && g.Why.Contains("--phone-region", StringComparison.Ordinal));
        Assert.Contains(draft.Guesses, g => g.What == "email" && g.Value.Length == 0);
    }

    [Fact]
    public void Names_without_breaks_are_understood()
    {
        var shop = Shop();
        var lower = shop with
        {
            Tables = [.. shop.Tables.Select(t => t with
            {
                Name = new TableName("dbo", Lower(t.Name.Name)),
                Columns = [.. t.Columns.Select(c => c with { Name = Lower(c.Name) })],
                PrimaryKey = [.. t.PrimaryKey.Select(Lower)],
            })],
        };

        var mapping = MappingReader.Read(Drafter.Write(ShopGuess.Of(lower, [], new DraftAnswers()), [], "shop", "UTC").Text).Document!;

        Assert.Equal(["order_placed", "order_shipped"], mapping.Events.Select(e => e.Name));
        Assert.Equal(["order_id", "freight_cents", "items"], mapping.Events[0].Properties.Select(p => p.Name));

        static string Lower(string name) => name.ToLowerInvariant();
    }

    [Fact]
    public void Foreign_keys_tell_what_names_do_not()
    {
        var shop = Catalog(
            Table("Members", ["No"], Column("No", ColumnKind.Integer), Text("Mail")),
            Table("Purchases", ["Id"], Column("Id", ColumnKind.Integer), Column("BoughtBy", ColumnKind.Integer), Column("CreatedAt", ColumnKind.DateTime)));

        Assert.Null(ShopGuess.Of(shop, [], new DraftAnswers()).Orders);
        var guess = ShopGuess.Of(shop, [new Relation(new("dbo", "Purchases"), ["BoughtBy"], new("dbo", "Members"), ["No"])], new DraftAnswers());

        Assert.Equal(("Purchases", "BoughtBy"), (guess.Orders?.Name.Name, guess.Person?.Name));
        Assert.Equal(["purchase_created"], MappingReader.Read(Drafter.Write(guess, [], "shop", "UTC").Text).Document!.Events.Select(e => e.Name));
    }

    [Fact]
    public void What_lint_refuses_is_left_out_with_its_reason()
    {
        var shop = Catalog(
            Table("Users", ["Id"], Column("Id", ColumnKind.Integer), Text("Email"), Text("Country") with { DeclaredType = "nvarchar(60)", MaxLength = 60 }),
            Table("Orders", ["Order.Id"], Column("Order.Id", ColumnKind.Integer), Column("UserId", ColumnKind.Integer), Column("CreatedAt", ColumnKind.DateTime)));

        var draft = Drafter.Write(ShopGuess.Of(shop, [], new DraftAnswers()), [], "shop", "UTC");

        Assert.DoesNotContain(draft.Findings, f => f.Severity == Severity.Error);
        Assert.Contains(draft.Guesses, g => g.Why.Contains("OBX165", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Custmers", null, null, null, "Customers")]
    [InlineData(null, "CustomerNo", null, null, "CustomerID")]
    [InlineData(null, null, "Ordres", null, "Orders")]
    [InlineData(null, null, null, "Europe/Berln", "Europe/Berlin")]
    public void A_mistyped_answer_gets_a_suggestion(string? people, string? key, string? orders, string? zone, string meant)
    {
        var error = Assert.Throws<OutboxException>(() => Drafter.Write(
            ShopGuess.Of(Shop(), [], new DraftAnswers { People = people, Key = key, Orders = orders, TimeZone = zone }), [], "shop", "UTC"));
        Assert.Equal(DraftErrors.UnknownName, error.Code);
        Assert.Contains(meant, error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_without_people_is_said_to_have_none()
    {
        var error = Assert.Throws<OutboxException>(() => ShopGuess.Of(
            Catalog(Table("Parts", ["PartId"], Column("PartId", ColumnKind.Integer))), [], new DraftAnswers()));
        Assert.Equal(DraftErrors.NoPeople, error.Code);
        Assert.Contains("Parts", error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void An_email_is_never_taken_for_the_key()
    {
        var shop = Catalog(Table("Customers", ["Email"], Text("Email"), Column("Code", ColumnKind.Guid)) with { UniqueKeys = [["Code"]] });
        Assert.Equal("Code", ShopGuess.Of(shop, [], new DraftAnswers()).Key.Name);
    }

    [Fact]
    public void The_same_shop_gives_the_same_file() => Assert.Equal(
        Drafter.Write(ShopGuess.Of(Shop(), [], new DraftAnswers()), [], "shop", "UTC").Text,
        Drafter.Write(ShopGuess.Of(Shop(), [], new DraftAnswers()), [], "shop", "UTC").Text);

    /// <summary>A wholesaler: keys of letters, a table with a blank in its name, no status and no e-mail.</summary>
    private static DatabaseCatalog Shop() => Catalog(
        Table("Customers", ["CustomerID"], Text("CustomerID", 5), Text("CompanyName", 40), Text("City", 15), Text("Phone", 24)),
        Table("Order Details", ["OrderID", "ProductID"], Column("OrderID", ColumnKind.Integer), Column("ProductID", ColumnKind.Integer), Money("UnitPrice"),
            Column("Quantity", ColumnKind.Integer), new("Discount", "real", ColumnKind.Float, IsNullable: false)),
        Table("Orders", ["OrderID"], Column("OrderID", ColumnKind.Integer), Text("CustomerID", 5), Time("OrderDate"), Time("ShippedDate"), Money("Freight")),
        Table("Products", ["ProductID"], Column("ProductID", ColumnKind.Integer), Text("ProductName", 40)));

    private static DatabaseCatalog Catalog(params CatalogTable[] tables) => new(Engine.SqlServer, tables);

    private static CatalogTable Table(string name, string[] key, params CatalogColumn[] columns) =>
        new(new TableName("dbo", name), IsView: false, columns, key, []);

    private static CatalogColumn Column(string name, ColumnKind kind) => new(name, kind.ToString(), kind, IsNullable: false);

    private static CatalogColumn Time(string name) => new(name, "datetime", ColumnKind.DateTime, IsNullable: true);

    private static CatalogColumn Money(string name) => new(name, "money", ColumnKind.Decimal, IsNullable: true);

    private static CatalogColumn Text(string name, int length = 200) => new(name, $"nvarchar({length})", ColumnKind.Text, IsNullable: false, length);
}
