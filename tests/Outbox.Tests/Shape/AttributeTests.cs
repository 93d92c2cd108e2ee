using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using static Outbox.Tests.Shape.ShapeBench;

namespace Outbox.Tests.Shape;

public sealed class AttributeTests
{
    [Fact]
    public void Attributes_stand_in_the_mappings_order_then_the_views()
    {
        var people = People(Take("email", "Email"), Look("tier", "Tiers", "Name")) with
        {
            View = new ViewReference(Table("Lifecycle"), On("CustomerId"), []),
        };
        var shaper = ShaperOf(Map(people: people), Of("Lifecycle", ("CustomerId", ColumnKind.Integer), ("last_order_at", ColumnKind.DateTime), ("order_count", ColumnKind.Unknown)));

        var shaped = shaper.ShapePerson(
            """{"view":{"order_count":3,"last_order_at":"2026-11-23 08:05:09"},"lookups":{"tier":{"value":"gold"}},"row":{"Email":"a@b.c"}}""");

        Assert.Equal("""{"email":"a@b.c","tier":"gold","last_order_at":1795439109,"order_count":3}""", shaped.AttributesJson);
        Assert.Equal(System.Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shaped.AttributesJson))), shaped.Hash);
        Assert.Empty(shaped.Faults);
    }

    [Theory]
    [InlineData("x", 1_000, 1_000)]
    [InlineData("x", 1_001, 1_000)]
    [InlineData("é", 501, 1_000)]
    [InlineData("€", 334, 999)]
    [InlineData("😀", 251, 1_000)]
    public void A_value_above_1000_bytes_is_cut_between_characters(string character, int times, int bytes)
    {
        var text = string.Concat(Enumerable.Repeat(character, times));
        var shaped = ShaperOf(Map(people: People(Take("x", "X")))).ShapePerson($$$"""{"row":{"X":"{{{text}}}"}}""");

        using var json = JsonDocument.Parse(shaped.AttributesJson);
        var kept = json.RootElement.GetProperty("x").GetString()!;
        Assert.Equal(bytes, Encoding.UTF8.GetByteCount(kept));
        Assert.StartsWith(kept, text, StringComparison.Ordinal);
        Assert.Equal(kept == text ? [] : [RowErrors.AttributeLimit], shaped.Faults.Select(f => f.Code));
    }

    [Fact]
    public void An_address_is_never_cut_a_shorter_one_is_anothers() =>
        Assert.Equal("null OBX408", ConvertAttribute($"\"{new string('x', 1_001)}@example.com\"", new(ConversionKind.Email)));

    [Fact]
    public void An_events_value_is_not_cut()
    {
        var text = new string('x', 5_000);

        Assert.Equal($$"""{"x":"{{text}}"}""", ShapeRow($$"""{"X":"{{text}}"}""", null, Take("x", "X")).PropertiesJson);
    }

    [Fact]
    public void Json_above_1000_bytes_cannot_be_cut_and_is_left_out()
    {
        Assert.Equal("null OBX408", ConvertAttribute($"[\"{new string('x', 997)}\"]", new(ConversionKind.Json)));
        Assert.StartsWith("[", ConvertAttribute($"[  \"{new string('x', 996)}\"  ]", new(ConversionKind.Json)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_301st_attribute_is_left_out()
    {
        var shaper = ShaperOf(Map(people: People([.. Enumerable.Range(1, 302).Select(i => Take($"a{i}", "X"))])));

        var shaped = shaper.ShapePerson("""{"row":{"X":1}}""");

        using var json = JsonDocument.Parse(shaped.AttributesJson);
        Assert.Equal(Enumerable.Range(1, 300).Select(i => $"a{i}"), json.RootElement.EnumerateObject().Select(m => m.Name));
        Assert.Equal([("OBX408", "a301", "left out, and 1 others: a302")], shaped.Faults.Select(f => (f.Code.Id, f.Field, f.Detail)));
    }

    [Fact]
    public void A_name_above_150_bytes_is_left_out()
    {
        var shaped = ShaperOf(Map(people: People(Take(new string('é', 75), "X"), Take(new string('é', 76), "X")))).ShapePerson("""{"row":{"X":1}}""");

        Assert.Equal($$"""{"{{new string('é', 75)}}":1}""", shaped.AttributesJson);
        Assert.Equal(RowErrors.AttributeLimit, Assert.Single(shaped.Faults).Code);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"row":null}""")]
    public void An_unreadable_row_clears_nothing(string row)
    {
        var shaped = ShaperOf(Map(people: People(Take("email", "Email")))).ShapePerson(row);

        Assert.Equal("{}", shaped.AttributesJson);
        Assert.Equal(RowErrors.RowsUnreadable, Assert.Single(shaped.Faults).Code);
    }

    [Fact]
    public void A_value_that_does_not_fit_is_null_and_a_fault_without_the_value()
    {
        var shaped = ShaperOf(Map(people: People(Take("phone", "Phone", new(ConversionKind.Phone))))).ShapePerson("""{"row":{"Phone":"secret 123"}}""");

        Assert.Equal("""{"phone":null}""", shaped.AttributesJson);
        Assert.DoesNotContain("123", Assert.Single(shaped.Faults).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guest_has_an_address_alone() =>
        Assert.Equal("""{"email":"ann@example.com"}""", Shaper.ShapeGuest(" Ann@Example.com ").AttributesJson);

    private static People People(params Property[] attributes) =>
        new() { Table = Customers, Id = Column("CustomerId"), Attributes = attributes };
}
