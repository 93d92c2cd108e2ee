using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Outbox.Mapping.Schema.SchemaNode;
using Reader = Outbox.Mapping.Yaml.Values.Words;

namespace Outbox.Mapping.Schema;

/// <summary>
/// The JSON Schema of <c>outbox.yml</c>, for editors: keys as one types, words as a list. Lint says all that a schema cannot.
/// The words come from the reader; a test holds the keys of each map to those that the reader asks for.
/// </summary>
public static class MappingSchema
{
    private const string SnakeCase = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";
    private const string EventName = "^(?!shadow_)[a-z][a-z0-9]*(_[a-z0-9]+)*$";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema's text, the same each time.</summary>
    public static string Write() => Schema().ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    private static JsonObject Schema()
    {
        var root = Map(
            new("version", new() { ["const"] = 1 }, "Of the format: 1.", true),
            new("source", Text("^[a-z][a-z0-9_-]*$"), "The namespace of the event ids. Never change it: every later event would be a new one to Customer.io.", true),
            new("time_zone", Text(), "The IANA zone of columns without an offset, unless they say otherwise.", true),
            new("people", Ref("people"), "Who the persons are.", true),
            new("events", Named(Ref("event"), EventName), "Writes that are events, by name."),
            new("schedules", Named(Ref("schedule"), EventName), "Rows of views that fall due, by name."),
            new("feeds", List(Ref("feed")), "Append-only tables of events that the shop already has."),
            new("objects", Named(Ref("object"), SnakeCase), "What people have to do with, as objects of Customer.io, by name."));
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "outbox.yml",
            ["description"] = "Which writes of a shop are events, whose they are and what they carry. docs/mapping.md describes every key.",
        };
        foreach (var (key, value) in root.ToList())
        {
            root.Remove(key);
            schema[key] = value;
        }

        schema["definitions"] = new JsonObject
        {
            ["table"] = Text("^[^'\"`\\[\\];.]+(\\.[^'\"`\\[\\];.]+)?$"),
            ["column"] = Text("^[^'\"`\\[\\];]+$"),
            ["columns"] = Either(Ref("column"), List(Ref("column"))),
            ["test"] = Test(),
            ["where"] = Named(Ref("test")),
            ["on"] = Either(Ref("column"), Named(Ref("column"))),
            ["condition"] = Condition(),
            ["code"] = Either(
                Text(),
                Map(new Key("code", Text(), "An ISO code.", true)),
                Map(new Key("column", Ref("column"), "The column that holds it.", true))),
            ["person"] = Either(Ref("column"), Map(LookupKeys)),
            ["occurred_at"] = Either(Ref("column"), Map(
                new("column", Ref("column"), "The column.", true),
                new("zone", Text(), "The IANA zone, where the column has no offset."))),
            ["attribute"] = Either(Ref("column"), Map([ColumnKey, .. ConversionKeys]), Map([.. LookupKeys, .. ConversionKeys])),
            ["property"] = Either(
                Ref("column"),
                Map([ColumnKey, .. ConversionKeys, new("before", Flag(), "True for the value before the write.")]),
                Map([.. LookupKeys, .. ConversionKeys]),
                Map(
                    new("each", Ref("table"), "All rows of another table that match, as a list of objects.", true),
                    new("on", Ref("on"), On, true),
                    new("properties", Named(Ref("attribute"), SnakeCase), "What each row gives, by name.", true))),
            ["view"] = Map(
                new("name", Ref("table"), "The view: one row belongs to the row at hand, each column becomes a property.", true),
                new("on", Ref("on"), On, true),
                new("columns", Named(Map(ConversionKeys)), "Conversions of its columns, where the type does not say enough.")),
            ["expect"] = Map(
                new("at_least", new() { ["type"] = "integer", ["minimum"] = 1 }, "So many events, 1 by default …"),
                new("every", Words(Reader.PeriodWords), "… in each such period; silence is reported.", true)),
            ["people"] = People(),
            ["event"] = Map(
            [
                new("table", Ref("table"), "The table whose writes are captured.", true),
                new("when", Ref("condition"), "Which write is the event.", true),
                new("where", Ref("where"), "What the row must be; of a deleted row, what it was."),
                new("once", Flag(), "True: it happens once for a row, so that the key alone is the id."),
                new("holds", Map(
                    new("column", Ref("column"), "The column.", true),
                    new("is", Ref("test"), "Its test.", true)), "How today's row shows that it happened, for backfill, reconcile and preview."),
                .. EventKeys,
                new("properties", Named(Ref("property"), SnakeCase), "The event's data, by name."),
                new("view", Ref("view"), "A view with computed properties."),
                .. SettingKeys,
            ]),
            ["schedule"] = Map(
            [
                new("view", Ref("table"), "A view or table; each row is an event, once.", true),
                new("cron", Text(), "Minute, hour, day of month, month, day of week.", true),
                new("cron_zone", Text(), "The IANA zone of the cron expression; time_zone where it is left out."),
                .. EventKeys,
                new("properties", Named(Ref("property"), SnakeCase), "The event's data, by name."),
                .. SettingKeys,
            ]),
            ["feed"] = Map(
            [
                new("table", Ref("table"), "The table; each insert is an event.", true),
                new("name", Ref("column"), "The column with the event's name.", true),
                new("id", Ref("column"), "The column with an id that is unique for that name.", true),
                new("person", Ref("person"), "Whose event it is.", true),
                new("occurred_at", Ref("occurred_at"), "When it happened.", true),
                new("properties", Ref("column"), "The column with the event's data, a JSON object."),
                .. SettingKeys,
            ]),
            ["object"] = Object(),
        };
        return schema;
    }

    private const string On = "What must match: a column of the same name on both sides, or { Here: There }.";

    private static Key ColumnKey => new("column", Ref("column"), "The column.", true);

    private static Key[] LookupKeys =>
    [
        new("lookup", Ref("table"), "The table or view of which one row matches.", true),
        new("on", Ref("on"), On, true),
        new("column", Ref("column"), "The column to take.", true),
    ];

    private static Key[] ConversionKeys =>
    [
        new("as", Words(Reader.ConversionWords), "How the value is converted."),
        new("currency", Ref("code"), "With `as: cents`: a code such as USD, or the column that holds it."),
        new("region", Ref("code"), "With `as: phone`: a region such as US, or the column that holds it."),
        new("zone", Text(), "With times: the IANA zone of this column."),
    ];

    private static Key[] EventKeys =>
    [
        new("sent_as", Text(), "The name at Customer.io, where it is another, such as one that journeys have already."),
        new("id", Ref("columns"), "The columns that tell one fact from the next.", true),
        new("person", Ref("person"), "Whose event it is: a column with the key, or a lookup.", true),
        new("occurred_at", Ref("occurred_at"), "When it happened; without it the time of the capture."),
    ];

    private static Key[] SettingKeys =>
    [
        new("expect", Ref("expect"), "How often it should be seen; silence is reported."),
        new("trigger_source", Text("^[a-z][a-z0-9_]*$"), "The system that owns the name, sql by default."),
        new("delivery", Words(Reader.DeliveryWords), "The first value; from then on the database owns it."),
        new("strict_order", Flag(), "True: two events of this type of one person never share a request."),
        new("owner", Text(), "The team to ask."),
        new("description", Text(), "What it means, for those who build journeys."),
    ];

    private static JsonObject Test()
    {
        static JsonArray Types(params string[] types) => [.. types.Select(t => (JsonNode)t)];
        return new JsonObject
        {
            ["description"] = "A value, a list of values, null or not_null.",
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = Types("string", "number", "boolean", "null") },
                new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = new JsonObject { ["type"] = Types("string", "number", "boolean") } }),
        };
    }

    private static JsonObject Condition() => Either(
        Words(["inserted", "deleted"]),
        Map(
            new("column", Ref("column"), "The column.", true),
            new("becomes", Ref("test"), "What it is after the write and was not before.", true),
            new("from", Ref("test"), "What it was before.")),
        Map(new Key("changed", Ref("columns"), "Any of these has another value than before.", true)),
        Map(new Key("all", List(Ref("condition")), "All of these in one write.", true)),
        Map(new Key("any", List(Ref("condition")), "At least one of these.", true)));

    private static JsonObject PrefixedKey(string whose) => Either(Ref("column"), Map(
        new("column", Ref("column"), "The column.", true),
        new("prefix", Text("^[A-Za-z0-9_.-]{0,50}$"), $"What stands before the key in the {whose} id.")));

    private static JsonObject People() => Map(
        new("table", Ref("table"), "The table with a row for each person.", true),
        new("id", PrefixedKey("person's"), "Its stable key; not an e-mail, not a phone.", true),
        new("where", Ref("where"), "Which rows are persons to send."),
        new("attributes", Named(Ref("attribute"), SnakeCase), "Attributes by name: columns and lookups."),
        new("view", Ref("view"), "A view with computed attributes."),
        new("touched_by", new JsonObject
        {
            ["type"] = "array",
            ["items"] = Map(
            new("table", Ref("table"), "The table whose writes change a person's attributes.", true),
            new("person", Ref("person"), "Which person.", true))
        }, "Other tables whose writes change a person's attributes."),
        new("refresh", Map(
            new("view", Ref("table"), "The view whose values change with the clock.", true),
            new("person", Ref("column"), "Its column with the person's key.", true),
            new("cron", Text(), "When it is looked at: minute, hour, day of month, month, day of week.", true),
            new("cron_zone", Text(), "The IANA zone of the cron expression; time_zone where it is left out.")), "Attributes that change with the clock."),
        new("deleted", Map(
            new("when", Map(
                new("column", Ref("column"), "The column.", true),
                new("becomes", Ref("test"), "What it is once the person is gone.", true)), "How the table says that a person is gone.", true),
            new("then", Words(Reader.DeletionWords), "What Customer.io is told.", true)), "What happens when a person is gone."),
        new("unknown", Words(Reader.UnknownWords), "What an event does whose person was not sent yet."),
        new("guests", Map(
            new("table", Ref("table"), "The table whose rows may lack a person.", true),
            new("when_null", Ref("column"), "The person column that is null then.", true),
            new("email", Ref("column"), "The column with the guest's e-mail.", true)), "Buyers without an account."),
        new("phone_identifies", Flag(), "Whether the workspace has the phone as an identifier: one phone, one person."));

    private static JsonObject Object() => Map(
        new("type", Either(Text("^[1-9][0-9]*$"), new() { ["type"] = "integer", ["minimum"] = 1 }), "The number of the object type at Customer.io.", true),
        new("table", Ref("table"), "The table with a row for each object.", true),
        new("id", PrefixedKey("object's"), "Its stable key.", true),
        new("where", Ref("where"), "Which rows are objects to send."),
        new("attributes", Named(Ref("attribute"), SnakeCase), "Attributes by name: columns and lookups."),
        new("view", Ref("view"), "A view with computed attributes."),
        new("touched_by", new JsonObject
        {
            ["type"] = "array",
            ["items"] = Map(
            new("table", Ref("table"), "The table whose writes change an object's attributes.", true),
            new("object", Ref("column"), "Its column with the object's key.", true))
        }, "Other tables whose writes change an object's attributes."),
        new("people", new JsonObject
        {
            ["type"] = "array",
            ["items"] = Map(
            new("table", Ref("table"), "The table whose rows relate people to objects.", true),
            new("view", Ref("table"), "A view that says which of them hold now."),
            new("object", Ref("column"), "The column with the object's key.", true),
            new("person", Ref("column"), "The column with the person's key.", true))
        }, "Who has to do with it."));
}
