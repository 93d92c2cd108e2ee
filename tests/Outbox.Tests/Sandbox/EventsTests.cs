using Outbox.Sandbox.Query;
using Outbox.Sandbox.Workspace;

namespace Outbox.Tests.Sandbox;

public class EventsTests
{
    private readonly Workbench _workbench = new();

    [Fact]
    public void An_event_creates_an_unknown_person()
    {
        _workbench.Event("1", "order_completed", Workbench.UlidA);

        Assert.Equal("event", _workbench.Person("1")!.CreatedBy.Item.Action);
        Assert.Equal(1, _workbench.Person("1")!.Events);
    }

    [Fact]
    public void The_same_event_again_is_a_resend_that_changes_nothing()
    {
        _workbench.Event("1", "order_completed", Workbench.UlidA, """{"a":1,"b":[2]}""");
        var again = _workbench.Event("1", "order_completed", Workbench.UlidA.ToLowerInvariant(), """{ "b": [2], "a": 1 }""");

        Assert.Equal(ItemOutcome.Resend, again.Effect.Outcome);
        Assert.Equal(1, _workbench.Person("1")!.Events);
        var entry = Assert.Single(_workbench.Ledger.State.Events.All.After(0));
        Assert.Equal(2, entry.TimesReceived);
    }

    [Theory]
    [InlineData("name", "1", "order_shipped", """{"a":1}""")]
    [InlineData("person", "2", "order_completed", """{"a":1}""")]
    [InlineData("attributes", "1", "order_completed", """{"a":2}""")]
    [InlineData("name, person, attributes", "2", "order_shipped", "{}")]
    public void Another_event_with_a_ulid_that_was_there_is_lost_and_recorded(string differs, string person, string name, string data)
    {
        _workbench.Event("1", "order_completed", Workbench.UlidA, """{"a":1}""");

        var lost = _workbench.Event(person, name, Workbench.UlidA, data);

        Assert.Equal(ItemOutcome.Conflict, lost.Effect.Outcome);
        Assert.EndsWith($"another {differs}", lost.Effect.Why, StringComparison.Ordinal);
        Assert.Equal(1, _workbench.Ledger.State.Events.All.Count);
        Assert.Null(_workbench.Person("2"));
        Assert.Equal(1, _workbench.Ledger.Conflicts.Count);
    }

    [Fact]
    public void Events_without_a_ulid_are_never_the_same()
    {
        _workbench.Event("1", "a", null);
        _workbench.Event("1", "a", null);

        Assert.Equal(2, _workbench.Ledger.State.Events.All.Count);
    }

    [Fact]
    public void Different_ulids_are_different_events()
    {
        _workbench.Event("1", "a", Workbench.UlidA);
        _workbench.Event("1", "a", Workbench.UlidB);

        Assert.Equal(2, _workbench.Person("1")!.Events);
        Assert.Equal(2, _workbench.Ledger.State.Events.ByName["a"]);
    }

    [Fact]
    public void A_name_is_trimmed_and_kept()
    {
        _workbench.Event("1", "  a b ", Workbench.UlidA);

        Assert.Equal("a b", _workbench.Ledger.State.Events.Find(Workbench.UlidA)!.Call.Name);
    }

    [Theory]
    [InlineData(72 * 3600, true)]
    [InlineData(72 * 3600 + 1, false)]
    public void An_event_older_than_72_hours_cannot_start_a_campaign(long age, bool can)
    {
        _workbench.Send($$"""{"type":"person","action":"event","identifiers":{"id":"1"},"name":"a","id":"{{Workbench.UlidA}}","timestamp":{{_workbench.Now / 1000 - age}}}""");

        Assert.Equal(can, Views.Of(_workbench.Ledger.State.Events.Find(Workbench.UlidA)!).CanStartCampaigns);
    }

    [Theory]
    [InlineData("page")]
    [InlineData("screen")]
    public void Pages_and_screens_are_events_of_their_own_kind(string kind)
    {
        _workbench.Send($$"""{"type":"person","action":"{{kind}}","identifiers":{"id":"1"},"name":"https://shop.example/{{new string('x', 100)}}","id":"{{Workbench.UlidA}}"}""");

        Assert.Equal(kind, _workbench.Ledger.State.Events.Find(Workbench.UlidA)!.Call.Kind);
    }
}
