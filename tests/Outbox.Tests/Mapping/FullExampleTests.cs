using Outbox.Core.Messages;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;

namespace Outbox.Tests.Mapping;

public sealed class FullExampleTests
{
    private static readonly MappingDocument Mapping = Read(FullExample.Text);

    [Fact]
    public void The_full_example_has_no_errors()
    {
        var warnings = MappingLint.CheckText(FullExample.Text).Findings;
        Assert.Equal(["OBX138"], warnings.Select(f => f.Code.Id));
        Assert.All(warnings, f => Assert.Equal(Severity.Warning, f.Severity));
    }

    [Fact]
    public void The_head_is_read()
    {
        Assert.Equal((1, "coffee-shop", "America/New_York"), (Mapping.Version, Mapping.Source, Mapping.TimeZone));
        Assert.Equal(["order_completed", "price_changed", "replenishment_due", "feed:dbo.LifecycleEvents"], Mapping.EventTypes.Select(e => e.Name));
    }

    [Fact]
    public void People_are_read()
    {
        var people = Mapping.People;
        Assert.Equal(new TableName("dbo", "Customers"), people.Table.Name);
        Assert.Equal(("CustomerId", "cust_"), (people.Id.Name, people.Prefix));
        Assert.Equal(UnknownPolicy.Require, people.Unknown);
        Assert.Equal([new Literal("0", true)], OneOf(people.Where[0].Test));
        Assert.Equal([new Literal("Retail", false), new Literal("null", false)], OneOf(people.Where[1].Test));
        Assert.Equal(DeletionAction.Ignore, people.Deleted!.Then);
        Assert.Equal("DeletedAt", people.Deleted.When.Column.Name);
        Assert.IsType<IsNotNull>(people.Deleted.When.To);
        Assert.Equal(("dbo.Orders", "CustomerId", "GuestEmail"), (people.Guests!.Table.Name.ToString(), people.Guests.WhenNull.Name, people.Guests.Email.Name));
        Assert.Equal(new Position(5, 1), people.At);
    }

    [Fact]
    public void Attributes_are_read()
    {
        var attributes = Mapping.People.Attributes;
        Assert.Equal(["email", "phone", "mobile", "marketing_opt_in", "store_city", "limit_cents"], attributes.Select(a => a.Name));
        Assert.Equal(Conversion.Auto, Column(attributes[0]).Conversion);
        Assert.Equal("US", Column(attributes[1]).Conversion.Region!.Constant);
        Assert.Equal("Country", Column(attributes[2]).Conversion.Region!.Column!.Name);
        Assert.Equal(ConversionKind.Boolean, Column(attributes[3]).Conversion.Kind);
        var city = Assert.IsType<LookupProperty>(attributes[4]);
        Assert.Equal(("dbo.Stores", "City", ConversionKind.Text), (city.Lookup.Table.Name.ToString(), city.Lookup.Column.Name, city.Conversion.Kind));
        Assert.Equal(("HomeStoreId", "StoreId"), (city.Lookup.On[0].Here.Name, city.Lookup.On[0].There.Name));
        Assert.Equal("USD", Column(attributes[5]).Conversion.Currency!.Column!.Name);
        Assert.Equal(new Position(10, 5), attributes[0].At);
        Assert.Equal(new Position(10, 12), Column(attributes[0]).Column.At);
    }

    [Fact]
    public void The_view_of_people_is_read()
    {
        var view = Mapping.People.View!;
        Assert.Equal("reporting.CustomerLifecycle", view.View.Name.ToString());
        Assert.Equal(("CustomerId", "CustomerId"), (view.On[0].Here.Name, view.On[0].There.Name));
        var column = Column(Assert.Single(view.Columns));
        Assert.Equal(("first_order_date", "first_order_date"), (column.Name, column.Column.Name));
        Assert.Equal(new Conversion(ConversionKind.Timestamp, Zone: "UTC"), column.Conversion);
    }

    [Fact]
    public void Touches_are_numbered_by_table()
    {
        var touches = Mapping.People.TouchedBy;
        Assert.Equal(["touched_by:dbo.Orders", "touched_by:dbo.EmailAddresses", "touched_by:dbo.Orders#2"], touches.Select(t => t.CapturedBy));
        var person = Assert.IsType<LookedUpPerson>(touches[1].Person);
        Assert.Equal(("dbo.Customers", "CustomerId"), (person.Lookup.Table.Name.ToString(), person.Lookup.Column.Name));
    }

    [Fact]
    public void An_event_is_read()
    {
        var e = Mapping.Events[0];
        Assert.True(e.Once);
        Assert.True(e.StrictOrder);
        Assert.Equal("Order Completed", e.SentAs);
        Assert.Equal((Delivery.Paused, "sql", "retention-team", "The order is done."), (e.Delivery, e.TriggerSource, e.Owner, e.Description));
        Assert.Equal(new Expectation(3, TimeSpan.FromDays(1)), e.Expect);
        Assert.Equal(["OrderId"], e.Id.Select(c => c.Name));
        Assert.Equal("CustomerId", Assert.IsType<DirectPerson>(e.Person).Column.Name);
        Assert.Equal(("CompletedAt", "UTC"), (e.OccurredAt!.Column.Name, e.OccurredAt.Zone));
        Assert.IsType<IsNotNull>(e.Holds!.Test);
        Assert.Equal("reporting.OrderFacts", e.View!.View.Name.ToString());
        Assert.Equal([new Literal("1", true)], OneOf(e.Where[0].Test));
        Assert.IsType<IsNotNull>(e.Where[1].Test);
        var when = Assert.IsType<Becomes>(e.When);
        Assert.Equal([new Literal("Completed", false), new Literal("7", true)], OneOf(when.To));
        Assert.IsType<IsNull>(when.From);
        Assert.Equal(new Position(29, 3), e.At);
    }

    [Fact]
    public void Properties_are_read()
    {
        var properties = Mapping.Events[0].Properties;
        Assert.Equal(["order_id", "value_cents", "tax_cents", "old_state", "store", "items"], properties.Select(p => p.Name));
        Assert.Equal("Currency", Column(properties[1]).Conversion.Currency!.Column!.Name);
        Assert.Equal("JPY", Column(properties[2]).Conversion.Currency!.Constant);
        Assert.Equal([false, false, false, true], properties.OfType<ColumnProperty>().Select(p => p.Before));
        var items = Assert.IsType<EachProperty>(properties[5]);
        Assert.Equal(new TableName("dbo", "Order Lines"), items.Table.Name);
        Assert.Equal([("OrderId", "OrderId"), ("Part", "PartNo")], items.On.Select(j => (j.Here.Name, j.There.Name)));
        Assert.Equal(
            [ConversionKind.Auto, ConversionKind.Number, ConversionKind.Json, ConversionKind.Date],
            items.Properties.OfType<ColumnProperty>().Select(p => p.Conversion.Kind));
        Assert.Equal("Category", Assert.IsType<LookupProperty>(items.Properties[1]).Lookup.Column.Name);
    }

    [Fact]
    public void Conditions_nest()
    {
        var any = Assert.IsType<AnyOf>(Mapping.Events[1].When);
        Assert.Equal(["Price", "Currency"], Assert.IsType<Changed>(any.Conditions[0]).Columns.Select(c => c.Name));
        var all = Assert.IsType<AllOf>(any.Conditions[1]);
        Assert.IsType<Inserted>(all.Conditions[0]);
        Assert.IsType<IsNotNull>(Assert.IsType<Becomes>(all.Conditions[1]).To);
        Assert.IsType<Deleted>(any.Conditions[2]);
    }

    [Fact]
    public void A_schedule_is_read()
    {
        var due = Assert.Single(Mapping.Schedules);
        Assert.Equal(("reporting.ReplenishmentDue", "0 2 * * 1-5", "Europe/Berlin"), (due.From.Name.ToString(), due.Cron, due.CronZone));
        Assert.Equal(["CustomerId", "DueDate"], due.Id.Select(c => c.Name));
        Assert.Equal("replenishment.due", due.SentAs);
        Assert.Equal(("web", Delivery.Shadow, "crm", "due", true), (due.TriggerSource, due.Delivery, due.Owner, due.Description, due.StrictOrder));
        Assert.Equal(new Expectation(1, TimeSpan.FromDays(7)), due.Expect);
        Assert.Equal(("DueAt", null), (due.OccurredAt!.Column.Name, due.OccurredAt.Zone));
        Assert.Equal(ConversionKind.Email, Column(due.Properties[1]).Conversion.Kind);
    }

    [Fact]
    public void A_feed_is_read()
    {
        var feed = Assert.Single(Mapping.Feeds);
        Assert.Equal(("feed:dbo.LifecycleEvents", "event_name", "event_id"), (feed.CapturedBy, feed.NameColumn.Name, feed.Id.Name));
        Assert.Equal(("timestamp", "UTC", "properties"), (feed.OccurredAt.Column.Name, feed.OccurredAt.Zone, feed.Properties!.Name));
        Assert.Equal((Delivery.Live, "web", "the old table", true), (feed.Delivery, feed.Owner, feed.Description, feed.StrictOrder));
        Assert.Equal(new Expectation(1, TimeSpan.FromHours(1)), feed.Expect);
    }

    [Theory]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    public void Line_ends_and_byte_order_marks_change_nothing(string lineEnd, string start)
    {
        var mapping = Read(start + FullExample.Text.ReplaceLineEndings(lineEnd));
        Assert.Equal(Mapping.Events[0].At, mapping.Events[0].At);
        Assert.Equal(Mapping.People.Table, mapping.People.Table);
    }

    [Fact]
    public void Defaults_are_shadow_sql_and_send_first()
    {
        var mapping = Read("""
            version: 1
            source: shop
            time_zone: UTC
            people: { table: Customers, id: CustomerId }
            events: { order_placed: { table: Orders, when: inserted, id: OrderId, person: CustomerId } }
            """);
        var e = Assert.Single(mapping.Events);
        Assert.Equal((Delivery.Shadow, "sql", false, false), (e.Delivery, e.TriggerSource, e.StrictOrder, e.Once));
        Assert.Equal((UnknownPolicy.SendFirst, ""), (mapping.People.Unknown, mapping.People.Prefix));
        Assert.Equal(new TableName(null, "Customers"), mapping.People.Table.Name);
    }

    [Theory]
    [InlineData("12", "12", true)]
    [InlineData("-1.50", "-1.50", true)]
    [InlineData("'12'", "12", false)]
    [InlineData("007", "007", false)]
    [InlineData("1e3", "1e3", false)]
    [InlineData("true", "1", true)]
    [InlineData("False", "0", true)]
    [InlineData("\"true\"", "true", false)]
    [InlineData("yes", "yes", false)]
    [InlineData("'not_null'", "not_null", false)]
    [InlineData("''", "", false)]
    public void A_literal_is_a_number_only_where_it_looks_like_one(string written, string text, bool isNumber)
    {
        var mapping = Read($"version: 1\nsource: shop\ntime_zone: UTC\npeople: {{ table: C, id: Id, where: {{ X: {written} }} }}");
        Assert.Equal([new Literal(text, isNumber)], OneOf(mapping.People.Where[0].Test));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("NULL")]
    public void A_plain_null_tests_for_null(string written)
    {
        var mapping = Read($"version: 1\nsource: shop\ntime_zone: UTC\npeople: {{ table: C, id: Id, where: {{ X: {written} }} }}");
        Assert.IsType<IsNull>(mapping.People.Where[0].Test);
    }

    private static MappingDocument Read(string text)
    {
        var read = MappingReader.Read(text);
        Assert.Equal([], read.Findings.Select(f => FindingText.Render("outbox.yml", f)));
        return read.Document!;
    }

    private static IReadOnlyList<Literal> OneOf(ValueTest test) => Assert.IsType<IsOneOf>(test).Values;

    private static ColumnProperty Column(Property property) => Assert.IsType<ColumnProperty>(property);
}
