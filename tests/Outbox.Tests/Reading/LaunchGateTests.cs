using Outbox.Core.Messages;
using Outbox.Dispatcher.Launch;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;
using Outbox.Stores;
using Outbox.Stores.Reading;

namespace Outbox.Tests.Reading;

/// <summary>The launch gate's demands, by themselves.</summary>
public sealed class LaunchGateTests
{
    private static readonly DateTime Now = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    private static readonly DatabaseCatalog Catalog = new(Engine.SqlServer,
    [
        new(new("dbo", "Customers"), false,
        [
            new("CustomerId", "int", ColumnKind.Integer, false),
            new("Email", "nvarchar(200)", ColumnKind.Text, true),
            new("MobilePhone", "nvarchar(30)", ColumnKind.Text, true),
            new("LoyaltyNo", "int", ColumnKind.Integer, true),
        ],
        ["CustomerId"], []),
        new(new("dbo", "Refunds"), false, [new("RefundId", "int", ColumnKind.Integer, false), new("CustomerId", "int", ColumnKind.Integer, false)], ["RefundId"], []),
        new(new("dbo", "Lifecycle"), true, [new("CustomerId", "int", ColumnKind.Integer, false), new("can_receive_winback", "bit", ColumnKind.Boolean, true)], [], []),
    ]);

    [Theory]
    [InlineData("CustomerId", GateState.Pass, "unique, not null")]
    [InlineData("Email", GateState.Fail, "changes")]
    [InlineData("LoyaltyNo", GateState.Fail, "no key or unique index")]
    [InlineData("Gone", GateState.Fail, "not there")]
    public void The_profile_id_is_a_stable_key(string column, GateState state, string says)
    {
        var item = PeopleGate.Id(Read($"id: {column}").People, Catalog);
        Assert.Equal(state, item.State);
        Assert.Contains(says, item.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attributes: { email: Email, phone: { column: MobilePhone, as: phone, region: US } }", GateState.Pass)]
    [InlineData("attributes: { email: Email }", GateState.Fail)]
    [InlineData("attributes: { email: Email, phone: MobilePhone }", GateState.Fail)]
    [InlineData("attributes: { tier: LoyaltyNo }", GateState.Fail)]
    public void Email_and_phone_are_attributes(string attributes, GateState state) =>
        Assert.Equal(state, PeopleGate.Contact(Read($"id: CustomerId\n  {attributes}").People, Catalog).State);

    [Fact]
    public void A_shop_without_phones_need_not_map_one()
    {
        var without = Catalog with { Tables = [Catalog.Tables[0] with { Columns = [.. Catalog.Tables[0].Columns.Where(c => c.Name != "MobilePhone")] }] };
        Assert.Equal(GateState.Pass, PeopleGate.Contact(Read("id: CustomerId\n  attributes: { email: Email }").People, without).State);
    }

    [Theory]
    [InlineData("view: { name: dbo.Lifecycle, on: CustomerId }\n  touched_by: [{ table: dbo.Refunds, person: CustomerId }]", "refund_issued", GateState.Pass, "can_receive_winback")]
    [InlineData("view: { name: dbo.Lifecycle, on: CustomerId }", "refund_issued", GateState.Fail, "no write of such an event renews")]
    [InlineData("touched_by: [{ table: dbo.Refunds, person: CustomerId }]", "refund_issued", GateState.Fail, "no attribute is named like a suppression")]
    [InlineData("view: { name: dbo.Lifecycle, on: CustomerId }", "order_completed", GateState.Fail, "no event is named like")]
    public void Corrective_events_suppress(string people, string name, GateState state, string says)
    {
        var mapping = Read($"id: CustomerId\n  {people}", $"events:\n  {name}: {{ table: dbo.Refunds, id: RefundId, person: CustomerId, when: inserted }}");
        var item = EventsGate.Corrections(mapping, Catalog);
        Assert.Equal(state, item.State);
        Assert.Contains(says, item.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_systems_event_must_not_be_live_here()
    {
        var sql = new EventTypeState("order_completed", Delivery.Live, 100, "sql");
        Assert.Equal(GateState.Pass, EventsGate.TriggerSource([sql, new("page_seen", Delivery.Shadow, 100, "web")]).State);
        Assert.Equal(GateState.Fail, EventsGate.TriggerSource([sql, new("page_seen", Delivery.Live, 100, "web")]).State);
        Assert.Equal(GateState.Fail, EventsGate.TriggerSource([]).State);
    }

    [Theory]
    [InlineData(50, 0, true, 10, 10, GateState.Pass)]
    [InlineData(40, 0, true, 10, 10, GateState.Fail)]
    [InlineData(50, 1, true, 10, 10, GateState.Fail)]
    [InlineData(50, 0, true, 11, 10, GateState.Fail)]
    [InlineData(50, 0, false, 0, 0, GateState.Unseen)]
    public void A_rehearsal_is_long_enough_and_loses_nothing(int hours, int dead, bool counted, int inTable, int inOutbox, GateState state)
    {
        var history = new TypeHistory("order_completed", true, Now.AddHours(-hours), Now.AddHours(-1), 10, 10 - dead, 0, 0, dead, 0, 0, 0);
        var item = RehearsalGate.Judge(
            new EventTypeState("order_completed", Delivery.Shadow, 100, "sql"), history, counted ? new FactCount(inTable, inOutbox) : null, Now);
        Assert.Equal(state, item.State);
    }

    [Fact]
    public void A_type_that_is_live_was_rehearsed_as_long_as_its_shadows_came()
    {
        var history = new TypeHistory("order_completed", true, Now.AddHours(-90), Now.AddHours(-60), 10, 5, 5, 0, 0, 0, 0, 0);
        Assert.Equal(GateState.Fail, RehearsalGate.Judge(new("order_completed", Delivery.Live, 100, "sql"), history, new FactCount(1, 1), Now).State);
    }

    private static MappingDocument Read(string people, string sections = "")
    {
        var result = MappingReader.Read($"version: 1\nsource: shop\ntime_zone: UTC\npeople:\n  table: dbo.Customers\n  {people}\n{sections}\n");
        Assert.True(result.Document is not null, string.Join('\n', result.Findings));
        return result.Document;
    }
}
