using Outbox.Core.Messages;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using static Outbox.Tests.Shape.ShapeBench;

namespace Outbox.Tests.Shape;

public sealed class PersonOfRowTests
{
    private static readonly Guests OrderGuests = new(Orders, Column("CustomerId"), Column("GuestEmail"), default);

    private static readonly PersonReference ByOrder = new LookedUpPerson(new Lookup(Orders, On("OrderId"), Column("CustomerId")), default);

    [Fact]
    public void The_captured_key_is_the_person() =>
        Assert.Equal(new ResolvedPerson("42", null), ShapeRow("{}", null).Person);

    [Fact]
    public void A_guest_is_known_by_the_normalised_address() =>
        Assert.Equal(new ResolvedPerson(null, "ann@example.com"), Guest("""{"GuestEmail":" Ann@Example.COM "}""").Person);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"GuestEmail":null}""")]
    [InlineData("""{"GuestEmail":"  "}""")]
    [InlineData("""{"GuestEmail":"n/a"}""")]
    [InlineData("""{"GuestEmail":{"a":"@"}}""")]
    public void A_row_of_nobody_is_dead(string captured)
    {
        var shaped = Guest(captured);

        Assert.True(shaped.Person.IsNobody);
        Assert.StartsWith("OBX420: ", shaped.DeadReason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_captured_key_wins_over_a_guests_address()
    {
        var shaped = ShaperOf(Map(Event(), guests: OrderGuests)).ShapeEvent(Message("""{"GuestEmail":"a@b.c"}"""), null);

        Assert.Equal(new ResolvedPerson("42", null), shaped.Person);
    }

    [Theory]
    [InlineData("""{"person":{"key":7}}""", "7", null)]
    [InlineData("""{"person":{"key":"C-7  "}}""", "C-7", null)]
    [InlineData("""{"person":{"key":null,"guest_email":" Ann@Example.com"}}""", null, "ann@example.com")]
    [InlineData("""{"person":{"key":"","guest_email":"ann@example.com"}}""", null, "ann@example.com")]
    [InlineData("""{"person":{"key":{"a":1}}}""", null, null)]
    [InlineData("""{"person":null}""", null, null)]
    [InlineData("{}", null, null)]
    [InlineData(null, null, null)]
    public void A_looked_up_person_is_read_after_the_commit(string? related, string? key, string? email)
    {
        var shaper = ShaperOf(Map(Event() with { Person = ByOrder }, guests: OrderGuests));

        var shaped = shaper.ShapeEvent(Message("{}") with { PersonKey = null }, related);

        Assert.Equal(new ResolvedPerson(key, email), shaped.Person);
        Assert.Equal(key is null && email is null, shaped.DeadReason is not null);
    }

    [Fact]
    public void A_touch_by_lookup_is_resolved_the_same_way()
    {
        var people = new People
        {
            Table = Customers,
            Id = Column("CustomerId"),
            TouchedBy = [new TouchSource(Table("Addresses"), ByOrder, "touched_by:Addresses", default)],
        };
        var touch = Message("""{"OrderId":1}""", "touched_by:Addresses") with { Kind = MessageKind.Touch, PersonKey = null };

        Assert.Equal(new ResolvedPerson("7", null), ShaperOf(Map(people: people)).ResolvePerson(touch, """{"person":{"key":7}}"""));
        Assert.True(ShaperOf(Map(people: people)).ResolvePerson(touch, "garbage").IsNobody);
    }

    [Fact]
    public void A_touch_of_the_people_table_names_its_person() => Assert.Equal(
        new ResolvedPerson("42", null), ShaperOf(Map()).ResolvePerson(Message(null, "people"), null));

    private static ShapedEvent Guest(string captured) =>
        ShaperOf(Map(Event(), guests: OrderGuests)).ShapeEvent(Message(captured) with { PersonKey = null }, null);
}
