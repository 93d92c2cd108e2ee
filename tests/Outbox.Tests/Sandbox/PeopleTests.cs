using Outbox.Sandbox.Workspace;

namespace Outbox.Tests.Sandbox;

public class PeopleTests
{
    private readonly Workbench _workbench = new();

    [Fact]
    public void Attributes_merge_and_null_clears_one()
    {
        _workbench.Identify("""{"id":"1"}""", """{"plan":"free","city":"Köln","n":1}""");
        _workbench.Identify("""{"id":"1"}""", """{"plan":"pro","n":null}""");

        Assert.Equal("""{"city":"Köln","plan":"pro"}""".Replace("ö", "\\u00F6", StringComparison.Ordinal), _workbench.Attributes("1"));
    }

    [Fact]
    public void An_older_timestamp_overwrites_only_what_no_newer_one_has_set()
    {
        _workbench.Identify("""{"id":"1"}""", """{"plan":"pro","gone":null}""", 200);

        var late = _workbench.Identify("""{"id":"1"}""", """{"plan":"free","gone":"back","city":"Bonn"}""", 100);

        Assert.Equal("""{"city":"Bonn","plan":"pro"}""", _workbench.Attributes("1"));
        Assert.Contains("plan, gone", late.Effect.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Within_one_second_the_later_arrival_stands()
    {
        _workbench.Identify("""{"id":"1"}""", """{"plan":"free"}""", 200);
        _workbench.Identify("""{"id":"1"}""", """{"plan":"pro"}""", 200);

        Assert.Equal("""{"plan":"pro"}""", _workbench.Attributes("1"));
    }

    [Fact]
    public void Without_a_timestamp_the_arrival_orders()
    {
        _workbench.Identify("""{"id":"1"}""", """{"plan":"pro"}""");
        _workbench.Identify("""{"id":"1"}""", """{"plan":"old"}""", _workbench.Now / 1000 - 1);

        Assert.Equal("""{"plan":"pro"}""", _workbench.Attributes("1"));
    }

    [Fact]
    public void Update_only_never_creates()
    {
        var record = _workbench.Identify("""{"id":"1"}""", """{"_update":true,"plan":"pro"}""");

        Assert.Equal(ItemOutcome.Ignored, record.Effect.Outcome);
        Assert.Null(_workbench.Person("1"));
        _workbench.Identify("""{"id":"1"}""", "{}");
        _workbench.Identify("""{"id":"1"}""", """{"_update":true,"plan":"pro"}""");
        Assert.Equal("""{"plan":"pro"}""", _workbench.Attributes("1"));
    }

    [Fact]
    public void Ids_are_case_sensitive_and_emails_are_not()
    {
        _workbench.Identify("""{"id":"a"}""", """{"email":"Ann@Example.com"}""");
        _workbench.Identify("""{"id":"A"}""", "{}");

        Assert.NotSame(_workbench.Person("a"), _workbench.Person("A"));
        Assert.Same(_workbench.Person("a"), _workbench.ByEmail("ann@example.COM"));
    }

    [Fact]
    public void A_number_and_its_text_are_the_same_id()
    {
        _workbench.Identify("""{"id":42}""", "{}");
        _workbench.Identify("""{"id":"42"}""", "{}");

        Assert.Equal(1, _workbench.Ledger.State.People.Count);
    }

    [Fact]
    public void A_new_id_with_the_email_of_another_person_goes_to_that_person()
    {
        _workbench.Identify("""{"id":"old"}""", """{"email":"ann@example.com","plan":"pro"}""");
        var person = _workbench.Person("old");

        _workbench.Identify("""{"id":"new"}""", """{"email":"ANN@example.com"}""");

        Assert.Same(person, _workbench.Person("new"));
        Assert.Null(_workbench.Person("old"));
        Assert.Equal(["old", "new"], person!.Ids.Select(id => id.Id));
        Assert.Contains("\"plan\":\"pro\"", _workbench.Attributes("new"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_known_by_email_alone_takes_the_id_that_comes_with_it()
    {
        _workbench.Identify("""{"email":"ann@example.com"}""", """{"plan":"pro"}""");
        _workbench.Identify("""{"id":"1"}""", """{"email":"ann@example.com"}""");

        Assert.Equal(1, _workbench.Ledger.State.People.Count);
        Assert.Equal("""{"email":"ann@example.com","plan":"pro"}""", _workbench.Attributes("1"));
    }

    [Fact]
    public void An_email_that_another_person_has_is_a_conflict_that_does_nothing()
    {
        _workbench.Identify("""{"id":"1"}""", """{"email":"ann@example.com"}""");
        _workbench.Identify("""{"id":"2"}""", """{"email":"bob@example.com"}""");

        var record = _workbench.Identify("""{"id":"2"}""", """{"email":"ann@example.com","plan":"pro"}""");

        Assert.Equal(ItemOutcome.Ignored, record.Effect.Outcome);
        Assert.Equal("""{"email":"bob@example.com"}""", _workbench.Attributes("2"));
    }

    [Theory]
    [InlineData(true, "new@example.com")]
    [InlineData(false, "old@example.com")]
    public void Changing_an_email_by_id_needs_the_workspace_setting(bool allowed, string email)
    {
        var workbench = new Workbench(new WorkspaceSettings(AllowEmailChangeById: allowed));
        workbench.Identify("""{"id":"1"}""", """{"email":"old@example.com"}""");

        workbench.Identify("""{"id":"1"}""", """{"email":"new@example.com"}""");

        Assert.Equal(email, workbench.Person("1")!.Email);
        Assert.Same(workbench.Person("1"), workbench.ByEmail(email));
        Assert.Null(workbench.ByEmail(allowed ? "old@example.com" : "new@example.com"));
    }

    [Fact]
    public void A_cleared_email_is_free_for_another_person()
    {
        _workbench.Identify("""{"id":"1"}""", """{"email":"ann@example.com"}""");
        _workbench.Identify("""{"id":"1"}""", """{"email":null}""");
        _workbench.Identify("""{"id":"2"}""", """{"email":"ann@example.com"}""");

        Assert.Same(_workbench.Person("2"), _workbench.ByEmail("ann@example.com"));
        Assert.NotNull(_workbench.Person("1"));
    }

    [Fact]
    public void An_unknown_cio_id_does_nothing_and_a_known_one_reaches_its_person()
    {
        Assert.Equal(ItemOutcome.Ignored, _workbench.Identify("""{"cio_id":"nobody"}""", "{}").Effect.Outcome);

        _workbench.Identify("""{"id":"1"}""", "{}");
        _workbench.Identify($$"""{"cio_id":"{{_workbench.Person("1")!.CioId}}"}""", """{"plan":"pro"}""");

        Assert.Equal("""{"plan":"pro"}""", _workbench.Attributes("1"));
    }

    [Fact]
    public void A_person_holds_300_attributes()
    {
        _workbench.Identify("""{"id":"1"}""", "{" + string.Join(',', Enumerable.Range(1, 300).Select(i => $"\"a{i}\":{i}")) + "}");

        Assert.Equal(ItemOutcome.Ignored, _workbench.Identify("""{"id":"1"}""", """{"more":1}""").Effect.Outcome);
        Assert.Equal(ItemOutcome.Applied, _workbench.Identify("""{"id":"1"}""", """{"more":1,"a1":null}""").Effect.Outcome);
    }

    [Fact]
    public void Delete_removes_person_and_data_and_a_later_event_creates_another()
    {
        _workbench.Identify("""{"id":"1"}""", """{"email":"ann@example.com"}""");
        var first = _workbench.Person("1")!;

        Assert.Equal(ItemOutcome.Applied, _workbench.Delete("1").Effect.Outcome);
        Assert.Equal(0, _workbench.Ledger.State.People.Count);
        Assert.Null(_workbench.ByEmail("ann@example.com"));
        Assert.Equal(0, first.Attributes.Count);
        Assert.Equal(ItemOutcome.Ignored, _workbench.Delete("1").Effect.Outcome);

        _workbench.Event("1", "order_completed", Workbench.UlidA);
        Assert.NotSame(first, _workbench.Person("1"));
        Assert.Equal("{}", _workbench.Attributes("1"));
        Assert.Equal(1, _workbench.Ledger.State.People.HighWater);
    }

    [Fact]
    public void A_history_holds_every_item_in_the_order_of_arrival()
    {
        _workbench.Event("1", "a", Workbench.UlidA);
        _workbench.Now += 5;
        _workbench.Identify("""{"id":"1"}""", "{}");
        _workbench.Event("2", "b", Workbench.UlidB);
        _workbench.Event("1", "a", Workbench.UlidA);

        var history = _workbench.Person("1")!.History.After(0).ToList();
        Assert.Equal([1, 2, 4], history.Select(item => item.Sequence));
        Assert.Equal([0L, 5, 5], history.Select(item => item.ArrivedAt - 1_800_000_000_000));
        Assert.Equal(ItemOutcome.Resend, history[2].Effect.Outcome);
    }
}
