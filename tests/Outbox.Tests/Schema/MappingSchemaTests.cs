using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Outbox.Core.Errors;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Schema;
using Outbox.Mapping.Yaml;
using Outbox.Tests.Mapping;

namespace Outbox.Tests.Schema;

/// <summary>The JSON Schema for editors says what the reader says, as far as a schema can.</summary>
public sealed class MappingSchemaTests
{
    private const string Head = "version: 1\nsource: shop\ntime_zone: UTC\n";
    private const string People = "people: { table: Customers, id: CustomerId }\n";
    private const string Accept = "OUTBOX_ACCEPT_GOLDEN";

    /// <summary>Mistakes that lie in the shape of the file: a schema must see them.</summary>
    private static readonly HashSet<ErrorCode> OfShape =
        [LintCodes.UnknownKey, LintCodes.MissingKey, LintCodes.UnknownWord, LintCodes.UnknownVersion, LintCodes.WrongShape, LintCodes.BadTableName];

    private static readonly JsonNode Root = JsonNode.Parse(MappingSchema.Write())!;
    private static readonly JsonSchema Schema = JsonSchema.FromText(MappingSchema.Write());

    /// <summary>A map of the file, and the schema's maps for it: those of one place are forms of one thing.</summary>
    public static TheoryData<string, string[]> Maps => new()
    {
        { "", [Head + People + "zzz: 1"] },
        { "people", [Head + "people: { table: T, id: I, zzz: 1 }"] },
        { "people/properties/id", [Head + "people: { table: T, id: { column: I, zzz: 1 } }"] },
        { "people/properties/deleted", [Head + "people: { table: T, id: I, deleted: { when: { column: A, becomes: b }, then: ignore, zzz: 1 } }"] },
        { "people/properties/deleted/properties/when", [Head + "people: { table: T, id: I, deleted: { when: { column: A, becomes: b, zzz: 1 }, then: ignore } }"] },
        { "people/properties/guests", [Head + "people: { table: T, id: I, guests: { table: O, when_null: A, email: B, zzz: 1 } }"] },
        { "people/properties/touched_by/items", [Head + "people: { table: T, id: I, touched_by: [{ table: O, person: A, zzz: 1 }] }"] },
        { "people/properties/refresh", [Head + "people: { table: T, id: I, refresh: { view: V, person: P, cron: '0 3 * * *', zzz: 1 } }"] },
        { "object", [Head + People + "objects: { product: { type: 1, table: T, id: I, zzz: 1 } }"] },
        { "object/properties/id", [Head + People + "objects: { product: { type: 1, table: T, id: { column: I, zzz: 1 } } }"] },
        { "object/properties/touched_by/items", [Head + People + "objects: { product: { type: 1, table: T, id: I, touched_by: [{ table: O, object: A, zzz: 1 }] } }"] },
        { "object/properties/people/items", [Head + People + "objects: { product: { type: 1, table: T, id: I, people: [{ table: O, object: A, person: B, zzz: 1 }] } }"] },
        { "attribute", [Head + "people: { table: T, id: I, attributes: { a: { column: A, zzz: 1 } } }", Head + "people: { table: T, id: I, attributes: { a: { lookup: L, on: A, column: B, zzz: 1 } } }"] },
        { "view", [Head + "people: { table: T, id: I, view: { name: V, on: A, zzz: 1 } }"] },
        { "view/properties/columns/additionalProperties", [Head + "people: { table: T, id: I, view: { name: V, on: A, columns: { c: { as: text, zzz: 1 } } } }"] },
        { "event", [Event("zzz: 1")] },
        { "event/properties/holds", [Event("holds: { column: A, is: 1, zzz: 1 }")] },
        { "expect", [Event("expect: { every: day, zzz: 1 }")] },
        { "occurred_at", [Event("occurred_at: { column: A, zzz: 1 }")] },
        { "person", [Head + People + "events: { order_placed: { table: T, when: inserted, id: A, person: { lookup: L, on: A, column: B, zzz: 1 } } }"] },
        { "property", [Event("properties: { a: { column: A, zzz: 1 } }"), Event("properties: { a: { lookup: L, on: A, column: B, zzz: 1 } }"), Event("properties: { a: { each: L, on: A, properties: { b: B }, zzz: 1 } }")] },
        { "condition", [When("{ column: A, becomes: b, zzz: 1 }"), When("{ changed: A, zzz: 1 }"), When("{ all: [inserted], zzz: 1 }"), When("{ any: [inserted], zzz: 1 }")] },
        { "schedule", [Head + People + "schedules: { order_due: { view: V, cron: '0 2 * * *', id: A, person: B, zzz: 1 } }"] },
        { "feed", [Head + People + "feeds: [{ table: T, name: A, id: B, person: C, occurred_at: D, zzz: 1 }]"] },
        { "code", [Event("properties: { a_cents: { column: A, as: cents, currency: { code: USD, zzz: 1 } } }"), Event("properties: { a_cents: { column: A, as: cents, currency: { column: C, zzz: 1 } } }")] },
    };

    [Theory]
    [MemberData(nameof(Maps))]
    public void Each_map_has_the_keys_that_its_reader_asks_for(string place, string[] yamls)
    {
        var read = yamls.SelectMany(yaml =>
        {
            var finding = Assert.Single(MappingReader.Read(yaml).Findings, f => f.Code == LintCodes.UnknownKey);
            return finding.Mend.Split("known here: ")[1].TrimEnd('.').Split(", ");
        });
        Assert.Equal(read.Distinct().Order(StringComparer.Ordinal), KeysOf(place).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_shipped_file_is_what_the_model_makes()
    {
        var file = Repository.PathOf("docs", "outbox.schema.json");
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(file, MappingSchema.Write());
        }

        Assert.Equal(MappingSchema.Write(), File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Good_mappings_pass()
    {
        string[] good = [FullExample.Text, Repository.Read("database", "samples", "coffee-shop", "outbox.yml")];
        Assert.All(good, yaml => Assert.True(IsValid(yaml), yaml));
    }

    [Fact]
    public void Every_mistake_of_shape_that_lint_knows_is_seen_in_an_editor()
    {
        var bad = BadMappings.All.Where(b => OfShape.Contains(b.Code)).Select(b => b.Yaml.Replace("¤", "", StringComparison.Ordinal)).ToList();
        Assert.InRange(bad.Count, 15, 999);
        Assert.DoesNotContain(bad.Where(IsReadable), IsValid);
    }

    private static string Event(string more) => Head + People + $"events: {{ order_placed: {{ table: T, when: inserted, id: A, person: B, {more} }} }}";

    private static string When(string when) => Head + People + $"events: {{ order_placed: {{ table: T, when: {when}, id: A, person: B }} }}";

    private static IEnumerable<string> KeysOf(string place)
    {
        var node = place.Length == 0 ? Root : place.Split('/').Aggregate(Root["definitions"]!, (at, key) => at[key]!);
        var maps = node["anyOf"] is JsonArray forms ? forms.Select(f => f!) : [node];
        return maps.Select(m => m["properties"]).OfType<JsonObject>().SelectMany(p => p.Select(k => k.Key)).Distinct();
    }

    /// <summary>An editor's own parser tells the rest.</summary>
    private static bool IsReadable(string yaml)
    {
        try
        {
            YamlJson.Of(yaml);
            return true;
        }
        catch (Exception error) when (error is YamlDotNet.Core.YamlException or ArgumentException or InvalidCastException)
        {
            return false;
        }
    }

    private static bool IsValid(string yaml) =>
        Schema.Evaluate(JsonSerializer.SerializeToElement(YamlJson.Of(yaml))).IsValid;
}
