using System.Text.Json.Nodes;
using Outbox.Cli.Demo.Compare;
using Outbox.Cli.Demo.Journal;
using static Outbox.EndToEnd.Tests.Demo.Samples;

namespace Outbox.EndToEnd.Tests.Demo;

public sealed class PeopleComparerTests
{
    private static readonly ReceivedPerson There = new("cust_1", Json("""{"order_count":2,"email":"a@example.com"}"""));

    [Fact]
    public void A_person_as_committed_is_no_difference() => Assert.Empty(Compare(Expected(Presence.Required), There));

    [Fact]
    public void A_stale_attribute_is_found() => Assert.Equal(
        "$.order_count: expected 2, got 1",
        Assert.Single(Compare(Expected(Presence.Allowed), There with { Attributes = Json("""{"order_count":1,"email":"a@example.com"}""") })).Detail);

    [Fact]
    public void An_attribute_that_should_be_empty_is_found() => Assert.Equal(
        "$.phone: expected nothing, got \"+1\"",
        Assert.Single(Compare(Expected(Presence.Required), There with { Attributes = Json("""{"order_count":2,"email":"a@example.com","phone":"+1"}""") })).Detail);

    [Fact]
    public void A_person_who_must_be_there_and_is_not_is_found() => Assert.Single(Compare(Expected(Presence.Required)));

    [Fact]
    public void A_person_of_whom_nothing_was_told_may_be_missing() => Assert.Empty(Compare(Expected(Presence.Allowed)));

    [Fact]
    public void A_test_customer_who_is_there_is_found() =>
        Assert.Equal("must not be there", Assert.Single(Compare(new ExpectedPerson("cust_1", Presence.Forbidden, null), There)).Detail);

    [Fact]
    public void A_stranger_is_found() =>
        Assert.Equal("nobody of the shop", Assert.Single(Compare(Expected(Presence.Allowed), There with { PersonId = "cust_01" })).Detail);

    private static ExpectedPerson Expected(Presence presence) =>
        new("cust_1", presence, new JsonObject { ["email"] = "a@example.com", ["order_count"] = 2 });

    private static IEnumerable<Difference> Compare(ExpectedPerson expected, params IReadOnlyList<ReceivedPerson> there) =>
        PeopleComparer.Compare([expected], there);
}
