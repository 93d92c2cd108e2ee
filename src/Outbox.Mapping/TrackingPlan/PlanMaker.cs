using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Outbox.Core.Messages;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.TrackingPlan;

/// <summary>Makes the tracking plan of a mapping. Pure.</summary>
/// <param name="mapping">The mapping.</param>
/// <param name="catalog">The database, for the types of columns; null where none was asked.</param>
/// <param name="deliveries">How event types go out now, by capture; those that are missing go out as the mapping begins.</param>
public sealed class PlanMaker(MappingDocument mapping, DatabaseCatalog? catalog, IReadOnlyDictionary<string, Delivery> deliveries)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes it.</summary>
    public Plan Make()
    {
        var people = mapping.People;
        return new Plan(
            mapping.Source,
            people.Prefix + Key(people.Table.Name, people.Id.Name),
            $"{people.Table.Name}.{people.Id.Name}{ConditionWords.Of(people.Where)}",
            people.Guests is { } guests ? $"by the e-mail in {guests.Table.Name}.{guests.Email.Name}, where {guests.WhenNull.Name} is empty: guest_ and a hash of it" : null,
            [.. Fields(people.Attributes, people.Table.Name, isAttribute: true), .. OfView(people.View, isAttribute: true)],
            [.. mapping.MappedEvents.Select(Event), .. mapping.Feeds.Select(Event)],
            catalog is not null);
    }

    private PlanEvent Event(MappedEvent mapped)
    {
        IReadOnlyList<PlanField> fields = [.. Fields(mapped.Properties, mapped.From.Name, isAttribute: false), .. OfView(mapped.View, isAttribute: false)];
        return Common(mapped, mapped.Name, mapped switch
        {
            TableEvent e => $"In {e.Table.Name}: {ConditionWords.Of(e.When)}{ConditionWords.Of(e.Where)}{(e.Once ? "; once for a row" : "")}.",
            Schedule s => $"A row of {s.Source.Name} is due; looked for at {s.Cron} ({s.CronZone ?? mapping.TimeZone}).",
            _ => "",
        }) with
        {
            ArrivesAs = DeliveryOf(mapped) == Delivery.Live ? mapped.SentAs ?? mapped.Name : ShadowName.Of(mapped.SentAs ?? mapped.Name),
            Id = string.Join(':', mapped.Id.Select(c => Key(mapped.From.Name, c.Name)).Prepend(mapped.Name)),
            Person = Person(mapped.Person),
            Time = mapped.OccurredAt is { } time ? $"{time.Column.Name}{Zone(mapped.From.Name, time)}" : "the time of the write",
            Fields = fields,
            Example = Example(fields),
        };
    }

    private PlanEvent Event(Feed feed) => Common(feed, $"{feed.Table.Name}.{feed.NameColumn.Name}", $"A row of {feed.Table.Name} is new; {feed.NameColumn.Name} names the event.") with
    {
        Id = $"<{feed.NameColumn.Name}>:{Key(feed.Table.Name, feed.Id.Name)}",
        Person = Person(feed.Person),
        Time = $"{feed.OccurredAt.Column.Name}{Zone(feed.Table.Name, feed.OccurredAt)}",
        ArrivesAs = DeliveryOf(feed) == Delivery.Live ? $"<{feed.NameColumn.Name}>" : ShadowName.Of($"<{feed.NameColumn.Name}>"),
        Fields = feed.Properties is { } data ? [new PlanField(data.Name, "JSON object: its members are the event's data", "{}", $"{feed.Table.Name}.{data.Name}")] : [],
        Example = "{}",
    };

    private PlanEvent Common(EventType type, string name, string when) => new()
    {
        Name = name,
        Description = type.Description,
        Owner = type.Owner,
        TriggerSource = type.TriggerSource,
        Delivery = DeliveryOf(type),
        ArrivesAs = DeliveryOf(type) == Delivery.Live ? name : ShadowName.Of(name),
        When = when,
        Id = "",
        Person = "",
        Time = "",
        Expect = type.Expect is { } expect ? string.Create(CultureInfo.InvariantCulture, $"{expect.AtLeast} or more every {Period(expect.Every)}") : null,
        Example = "{}",
    };

    private Delivery DeliveryOf(EventType type) => deliveries.TryGetValue(type.CapturedBy, out var now) ? now : type.Delivery;

    private IEnumerable<PlanField> Fields(IEnumerable<Property> properties, TableName table, bool isAttribute) => properties.Select(p => p switch
    {
        ColumnProperty c => Field(c.Name, c.Conversion, table, c.Column.Name, isAttribute, $"{table}.{c.Column.Name}{(c.Before ? " before the write" : "")}"),
        LookupProperty l => Field(
            l.Name, l.Conversion, l.Lookup.Table.Name, l.Lookup.Column.Name, isAttribute,
            $"{l.Lookup.Table.Name}.{l.Lookup.Column.Name} by {string.Join(", ", l.Lookup.On.Select(j => j.Here.Name))}"),
        EachProperty e => Each(e),
        _ => throw new ArgumentOutOfRangeException(nameof(properties)),
    });

    private PlanField Each(EachProperty each)
    {
        IReadOnlyList<PlanField> parts = [.. Fields(each.Properties, each.Table.Name, isAttribute: false)];
        return new PlanField(each.Name, "list of objects", $"[{Example(parts)}]", $"{each.Table.Name} by {string.Join(", ", each.On.Select(j => j.Here.Name))}") { Parts = parts };
    }

    private IEnumerable<PlanField> OfView(ViewReference? view, bool isAttribute)
    {
        if (view is null)
        {
            return [];
        }

        var joined = view.On.Select(j => j.There.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var converted = view.Columns.OfType<ColumnProperty>().ToDictionary(c => c.Name, c => c.Conversion, StringComparer.OrdinalIgnoreCase);
        return catalog?.Find(view.View.Name) is { } table
            ? table.Columns.Where(c => !joined.Contains(c.Name)).Select(c => Field(
                c.Name, converted.GetValueOrDefault(c.Name, Conversion.Auto), view.View.Name, c.Name, isAttribute, $"{view.View.Name}.{c.Name}"))
            : view.Columns.OfType<ColumnProperty>()
                .Select(c => Field(c.Name, c.Conversion, view.View.Name, c.Name, isAttribute, $"{view.View.Name}.{c.Name}"))
                .Append(new PlanField($"(columns of {view.View.Name})", "each under its own name: give a connection to list them", "null", view.View.Name.ToString()));
    }

    private PlanField Field(string name, Conversion conversion, TableName table, string column, bool isAttribute, string from)
    {
        var (type, example) = FieldTypes.Of(name, conversion, KindOf(table, column), isAttribute);
        return new PlanField(name, type, example, from);
    }

    private ColumnKind KindOf(TableName table, string column) => catalog?.Find(table)?.Find(column)?.Kind ?? ColumnKind.Unknown;

    private string Key(TableName table, string column) => KindOf(table, column) switch
    {
        ColumnKind.Date => "2026-05-01",
        ColumnKind.DateTime or ColumnKind.DateTimeOffset => "2026-05-01T14:30:00.000",
        ColumnKind.Guid => "6f9619ff-8b86-d011-b42d-00c04fc964ff",
        ColumnKind.Text => "A1001",
        _ => "1001",
    };

    private static string Person(PersonReference person) => person switch
    {
        DirectPerson direct => $"{direct.Column.Name} of the row",
        LookedUpPerson looked => $"{looked.Lookup.Table.Name}.{looked.Lookup.Column.Name} by {string.Join(", ", looked.Lookup.On.Select(j => j.Here.Name))}",
        _ => "",
    };

    private string Zone(TableName table, OccurredAt time) =>
        KindOf(table, time.Column.Name) == ColumnKind.DateTimeOffset ? "" : $", read as {time.Zone ?? mapping.TimeZone}";

    private static string Period(TimeSpan every) => every switch
    {
        { TotalMinutes: 1 } => "minute",
        { TotalHours: 1 } => "hour",
        { TotalDays: 1 } => "day",
        _ => "week",
    };

    private static string Example(IEnumerable<PlanField> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            foreach (var field in fields.Where(f => !f.Name.StartsWith('(')))
            {
                json.WritePropertyName(field.Name);
                using var example = JsonDocument.Parse(field.Example);
                example.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()).ReplaceLineEndings("\n");
    }
}
