using Outbox.Sandbox.Query;
using Outbox.Sandbox.Workspace;

namespace Outbox.Tests.Sandbox;

/// <summary>Merge, suppress and unsuppress.</summary>
public class IdentityTests
{
    private readonly Workbench _workbench = new();

    [Fact]
    public void A_merge_gives_the_events_and_the_missing_attributes_to_the_primary_and_removes_the_secondary()
    {
        _workbench.Identify("""{"id":"g"}""", """{"email":"ann@example.com","city":"Köln","plan":"guest","note":"x"}""");
        _workbench.Event("g", "order_completed", Workbench.UlidA);
        _workbench.Identify("""{"id":"1"}""", """{"plan":"pro","note":""}""");
        _workbench.Event("1", "order_completed", Workbench.UlidB);
        var guest = _workbench.Person("g")!;

        var merge = _workbench.Merge("1", "g");

        Assert.Equal(ItemOutcome.Applied, merge.Effect.Outcome);
        Assert.Null(_workbench.Person("g"));
        var person = _workbench.Person("1")!;
        Assert.Same(person, _workbench.ByEmail("ANN@example.com"));
        Assert.Equal("""{"city":"K\u00F6ln","email":"ann@example.com","note":"x","plan":"pro"}""", _workbench.Attributes("1"));
        Assert.Equal(2, person.Events);
        Assert.All(_workbench.Ledger.State.Events.All.After(0), entry => Assert.Same(person, entry.Person));
        Assert.Equal(1, _workbench.Ledger.State.People.Count);
        Assert.Same(person, guest.MergedInto);
    }

    [Fact]
    public void A_merge_stands_in_both_histories_which_lead_to_each_other()
    {
        _workbench.Identify("""{"id":"g"}""", "{}");
        _workbench.Identify("""{"id":"1"}""", "{}");
        var guest = _workbench.Person("g")!;

        var merge = _workbench.Merge("1", "g");

        Assert.Contains(merge, guest.History.After(0));
        Assert.Contains(merge, _workbench.Person("1")!.History.After(0));
        Assert.Equal(["g"], Views.Detail(_workbench.Person("1")!, _workbench.Ledger.State).Merged.Select(merged => merged.Id));
        Assert.Equal(_workbench.Person("1")!.CioId, Views.Of(guest).MergedInto);
    }

    [Fact]
    public void A_merge_needs_both_and_two_of_them()
    {
        _workbench.Identify("""{"id":"g"}""", "{}");

        Assert.Equal(ItemOutcome.Ignored, _workbench.Merge("1", "g").Effect.Outcome);
        Assert.NotNull(_workbench.Person("g"));
        Assert.Equal(ItemOutcome.Ignored, _workbench.Merge("g", "1").Effect.Outcome);
        Assert.Equal(ItemOutcome.Ignored, _workbench.Merge("g", "g").Effect.Outcome);
        Assert.Null(_workbench.Person("1"));
    }

    [Fact]
    public void Whatever_names_a_merged_person_later_creates_the_person_again()
    {
        _workbench.Identify("""{"id":"g"}""", "{}");
        _workbench.Identify("""{"id":"1"}""", "{}");
        _workbench.Merge("1", "g");

        _workbench.Event("g", "order_completed", Workbench.UlidA);

        Assert.NotNull(_workbench.Person("g"));
        Assert.Equal(2, _workbench.Ledger.State.People.Count);
    }

    [Fact]
    public void An_event_that_was_merged_is_known_by_its_ulid_for_its_new_person_too()
    {
        _workbench.Event("g", "order_completed", Workbench.UlidA);
        _workbench.Identify("""{"id":"1"}""", "{}");
        _workbench.Merge("1", "g");

        Assert.Equal(ItemOutcome.Resend, _workbench.Event("1", "order_completed", Workbench.UlidA).Effect.Outcome);
    }

    [Theory]
    [InlineData("""{"type":"person","action":"merge","primary":{"phone":"+4915112345678"},"secondary":{"id":"g"}}""")]
    [InlineData("""{"type":"person","action":"merge","primary":{"id":"1"}}""")]
    [InlineData("""{"type":"person","action":"merge","primary":{"id":"1","email":"a@b.c"},"secondary":{"id":"g"}}""")]
    public void A_merge_is_told_by_id_email_or_cio_id(string item) =>
        Assert.Equal(ItemOutcome.Rejected, _workbench.Send(item).Effect.Outcome);

    [Fact]
    public void Suppress_removes_the_person_and_blocks_id_and_email()
    {
        _workbench.Identify("""{"id":"1"}""", """{"email":"ann@example.com"}""");
        var person = _workbench.Person("1")!;

        Assert.Equal(ItemOutcome.Applied, _workbench.Do("suppress", "1").Effect.Outcome);
        Assert.Null(_workbench.Person("1"));

        var late = _workbench.Event("1", "order_completed", Workbench.UlidA);
        Assert.Equal(ItemOutcome.Ignored, late.Effect.Outcome);
        Assert.Equal(ItemOutcome.Ignored, _workbench.Identify("""{"email":"ANN@example.com"}""", "{}").Effect.Outcome);
        Assert.Equal(ItemOutcome.Ignored, _workbench.Delete("1").Effect.Outcome);
        Assert.Equal(ItemOutcome.Ignored, _workbench.Send(
            """{"type":"person","action":"add_relationships","identifiers":{"id":"1"},"cio_relationships":[{"identifiers":{"object_type_id":"1","object_id":"a"}}]}""").Effect.Outcome);
        Assert.Equal(0, _workbench.Ledger.State.People.Count);
        Assert.Contains(late, person.History.After(0));
        Assert.True(Views.Of(person).IsSuppressed);
    }

    [Fact]
    public void An_id_that_nobody_has_can_be_suppressed()
    {
        Assert.Equal(ItemOutcome.Applied, _workbench.Do("suppress", "1").Effect.Outcome);
        Assert.Equal(ItemOutcome.Ignored, _workbench.Identify("""{"id":"1"}""", "{}").Effect.Outcome);
    }

    [Fact]
    public void Unsuppress_lets_the_id_in_again_and_brings_nobody_back()
    {
        _workbench.Identify("""{"id":"1"}""", """{"plan":"pro"}""");
        _workbench.Do("suppress", "1");

        Assert.Equal(ItemOutcome.Applied, _workbench.Do("unsuppress", "1").Effect.Outcome);
        Assert.Null(_workbench.Person("1"));
        Assert.Equal(ItemOutcome.Ignored, _workbench.Do("unsuppress", "1").Effect.Outcome);

        _workbench.Identify("""{"id":"1"}""", "{}");
        Assert.Equal("{}", _workbench.Attributes("1"));
    }
}
