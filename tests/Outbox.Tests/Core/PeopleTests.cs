using Outbox.Core.People;

namespace Outbox.Tests.Core;

public sealed class PeopleTests
{
    [Theory]
    [InlineData("ann@example.com", "ann@example.com")]
    [InlineData("  Ann@Example.COM\t", "ann@example.com")]
    [InlineData("A.N.N+tag@Example.com", "a.n.n+tag@example.com")]
    [InlineData("ZOË@example.com", "zoë@example.com")]
    [InlineData("", "")]
    public void An_address_is_trimmed_and_lower_case(string email, string expected) =>
        Assert.Equal(expected, EmailAddress.Normalize(email));

    [Fact]
    public void A_guest_has_one_id_however_the_address_is_typed() => Assert.Equal(
        GuestId.Derive("coffee-shop", "ann@example.com"), GuestId.Derive("coffee-shop", " Ann@EXAMPLE.com "));

    [Fact]
    public void A_guest_id_can_be_checked_with_any_sha_256() =>
        Assert.Equal("guest_47295fb705b08c3bcfdee069458e5524", GuestId.Derive("coffee-shop", "ann@example.com"));

    [Fact]
    public void Another_source_makes_another_guest() => Assert.NotEqual(
        GuestId.Derive("coffee-shop", "ann@example.com"), GuestId.Derive("tea-shop", "ann@example.com"));

    [Theory]
    [InlineData("", 0, false)]
    [InlineData("x", 1, true)]
    [InlineData("x", 150, true)]
    [InlineData("x", 151, false)]
    [InlineData("é", 75, true)]
    [InlineData("é", 76, false)]
    [InlineData("😀", 37, true)]
    [InlineData("😀", 38, false)]
    public void A_person_id_has_1_to_150_bytes(string character, int times, bool fits) =>
        Assert.Equal(fits, PersonId.Fits(string.Concat(Enumerable.Repeat(character, times))));
}
