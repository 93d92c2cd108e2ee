using CsCheck;
using Outbox.Core.Events;

namespace Outbox.Tests.Core;

public sealed class EventIdTests
{
    public static TheoryData<string> Names => [.. Vectors.Ids.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_id_is_composed_as_the_vectors_say(string name)
    {
        var vector = Assert.Single(Vectors.Ids, v => v.Name == name);

        var id = EventId.Compose(vector.Event, vector.Parts.Select(p => p.Canonical));

        Assert.Equal(vector.EventId, id);
        Assert.InRange(id.Length, 1, EventId.MaxLength);
    }

    [Fact]
    public void The_vectors_reach_the_longest_id() => Assert.Contains(Vectors.Ids, v => v.EventId.Length == EventId.MaxLength);

    [Fact]
    public void A_nul_character_is_kept() => Assert.Equal("a\0b", CanonicalText.Of("a\0b"));

    [Fact]
    public void Parts_that_differ_make_ids_that_differ()
    {
        // Few characters, and those that escaping is about, so that a flaw would be hit.
        var part = Gen.String[Gen.Char["ab:%3A0 5"], 0, 4];
        Gen.Select(part.Array[1, 3], part.Array[1, 3]).Sample((one, other) =>
        {
            var same = one.Select(p => p.TrimEnd(' ')).SequenceEqual(other.Select(p => p.TrimEnd(' ')));
            return same == (Id(one) == Id(other));
        }, iter: 20_000);
    }

    [Fact]
    public void No_text_is_taken_for_null() =>
        Gen.String[Gen.Char["%0:2 5"], 0, 4].Sample(text => CanonicalText.Of(text) != CanonicalText.Null);

    [Theory]
    [InlineData("order_completed:1001", "order_completed", "shadow_order_completed", "shadow_order_completed:1001")]
    [InlineData("order_completed", "order_completed", "x", "x")]
    [InlineData("a:a:a", "a", "b", "b:a:a")]
    public void A_rename_changes_the_name_alone(string id, string name, string newName, string expected) =>
        Assert.Equal(expected, EventId.Rename(id, name, newName));

    [Theory]
    [InlineData("order_completed:1", "order")]
    [InlineData("order:1", "order_completed")]
    [InlineData("Order:1", "order")]
    [InlineData("", "order")]
    public void An_id_of_another_event_is_not_renamed(string id, string name) =>
        Assert.Throws<ArgumentException>(() => EventId.Rename(id, name, "x"));

    private static string Id(string[] parts) => EventId.Compose("e", parts.Select(CanonicalText.Of));
}
