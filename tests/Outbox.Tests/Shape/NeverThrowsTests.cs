using System.Text.Json;
using CsCheck;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using static Outbox.Tests.Shape.ShapeBench;

namespace Outbox.Tests.Shape;

/// <summary>Whatever a row holds, shaping gives JSON with the mapped names, and never an exception.</summary>
public sealed class NeverThrowsTests
{
    private static readonly Conversion[] Conversions =
    [
        .. Enum.GetValues<ConversionKind>().Select(kind => new Conversion(
            kind, new CodeSource(null, Column("Code")), new CodeSource(null, Column("Code")), "Europe/Berlin")),
    ];

    private static readonly Property[] Properties =
    [
        .. Conversions.Select((c, i) => Take($"p{i}", "A", c)),
        .. Conversions.Select((c, i) => Look($"l{i}", "Stores", "A", c)),
        Take("before", "A", Conversions[1], before: true),
        Each("items", "Lines", [.. Conversions.Select((c, i) => Take($"p{i}", "A", c)), Look("l", "Products", "A")]),
    ];

    private static readonly People Persons = new()
    {
        Table = Customers,
        Id = Column("CustomerId"),
        Attributes = [.. Conversions.Select((c, i) => Take($"p{i}", "A", c)), .. Conversions.Select((c, i) => Look($"l{i}", "T", "A", c))],
        View = new ViewReference(Table("Facts"), On("OrderId"), []),
    };

    private static readonly Feed Rows = new()
    {
        Name = "feed:Rows",
        Table = Table("Rows"),
        NameColumn = Column("A"),
        Id = Column("A"),
        Person = new LookedUpPerson(new Lookup(Orders, On("A"), Column("A")), default),
        OccurredAt = new OccurredAt(Column("A"), null),
        Properties = Column("A"),
    };

    private static readonly Shaper Subject = ShaperOf(
        Map(
            Event(Properties) with { View = View("Facts"), OccurredAt = new OccurredAt(Column("A"), null) },
            Rows,
            Persons,
            new Guests(Orders, Column("CustomerId"), Column("A"), default)),
        Of("Facts", [.. Enum.GetValues<ColumnKind>().Select(kind => ($"v{(int)kind}", kind))]));

    private static readonly string[] Captures = ["order_completed", "feed:Rows"];

    private static readonly Gen<string> Scalars = Gen.OneOf(
        OneOf(
            "null", "true", "1", "-0", "1e-7", "9e999", "-9e-999", "0.1e400", "79228162514264337593543950336", "922337203685477.5807",
            "\"\"", "\" \"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\\\ud800\"", "\"\ud800\"", "\"\\u0000\"", "\"a@b.c\"", "\"JPY\"", "\"+4930901820\"",
            "\"0001-01-01 00:00:00\"", "\"9999-12-31T23:59:59.9999999\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"2026-03-29 02:30:00\"",
            "\"{\\\"a\\\":\\\"\\\\ud800\\\"}\"", "\"{\\\"\\\\udc00\\\":1}\"", "\"[[[\"", "\"NaN\""),
        Gen.Double.Select(d => d.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
        Gen.String[0, 30].Select(Quote),
        Gen.Char["0123456789+-:. TZe"].Array[0, 28].Select(c => $"\"{new string(c)}\""));

    private static readonly Gen<string> Names = Gen.OneOf(
        OneOf("A", "a", "Code", "before:A", "key", "guest_email", "value", "currency", "region", "row", "lookups", "each", "view", "person", "items", "\\ud800"),
        Gen.Int[0, 12].Select(i => $"p{i}"), Gen.Int[0, 12].Select(i => $"l{i}"), Gen.Int[0, 12].Select(i => $"v{i}"));

    private static readonly Gen<string> Related = Shell(3);

    private static readonly Gen<string> Texts = Gen.OneOf(
        Shell(1), Shell(2), Related, Scalars, Gen.String[0, 20], Gen.Const(new string('[', 100)), Related.Select(Gen.Int[0, 40], Cut));

    [Fact]
    public void Whatever_a_row_holds_the_event_is_json() => Gen.Select(Texts, Texts, Scalars).Sample((captured, related, time) =>
    {
        foreach (var capturedBy in Captures)
        {
            var message = Message(captured, capturedBy) with { PersonKey = null, OccurredAtRaw = time.Trim('"'), OccurredAtZone = time };
            var shaped = Subject.ShapeEvent(message, related);
            using var json = JsonDocument.Parse(shaped.PropertiesJson);
            Subject.ResolvePerson(message, related);
            if (json.RootElement.ValueKind != JsonValueKind.Object || shaped.PropertiesJson != Subject.ShapeEvent(message, related).PropertiesJson)
            {
                return false;
            }
        }

        return true;
    }, iter: 4_000);

    [Fact]
    public void Whatever_a_row_holds_the_attributes_are_json_within_the_limits() => Texts.Sample(row =>
    {
        using var json = JsonDocument.Parse(Subject.ShapePerson(row).AttributesJson);
        return json.RootElement.EnumerateObject().All(m =>
            m.Value.ValueKind != JsonValueKind.String || System.Text.Encoding.UTF8.GetByteCount(m.Value.GetString()!) <= 1_000);
    }, iter: 4_000);

    /// <summary>Objects that look like what the stores hand over, filled with whatever.</summary>
    private static Gen<string> Shell(int depth)
    {
        var value = depth == 0 ? Scalars : Gen.OneOf(Scalars, Shell(depth - 1), Shell(depth - 1).Array[0, 3].Select(e => $"[{string.Join(',', e)}]"));
        return Gen.Select(Names, value).Array[0, 6].Select(members => $"{{{string.Join(',', members.Select(m => $"\"{m.Item1}\":{m.Item2}"))}}}");
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Cut(string text, int from) => text[..Math.Max(0, text.Length - from)];
}
