using System.Text.Json;
using Outbox.Core.Messages;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;

namespace Outbox.Tests.Shape;

/// <summary>Mappings of a column or two, spelled out, and the rows that they shape.</summary>
internal static class ShapeBench
{
    public const string Zone = "America/New_York";

    public static readonly DateTime CreatedAt = new DateTime(2026, 11, 24, 1, 2, 3, DateTimeKind.Utc).AddTicks(4_567_890);

    public static readonly TableReference Orders = Table("Orders");

    public static readonly TableReference Customers = Table("Customers");

    public static ColumnReference Column(string name) => new(name, default);

    public static TableReference Table(string name) => new(new TableName(null, name), default);

    public static IReadOnlyList<Join> On(string column) => [new Join(Column(column), Column(column))];

    public static Property Take(string name, string column, Conversion? conversion = null, bool before = false) =>
        new ColumnProperty(name, Column(column), conversion ?? Conversion.Auto, before, default);

    public static Property Look(string name, string table, string column, Conversion? conversion = null) =>
        new LookupProperty(name, new Lookup(Table(table), On("Id"), Column(column)), conversion ?? Conversion.Auto, default);

    public static Property Each(string name, string table, params Property[] inner) =>
        new EachProperty(name, Table(table), On("OrderId"), inner, default);

    public static ViewReference View(string name, params Property[] columns) => new(Table(name), On("OrderId"), columns);

    public static TableEvent Event(params Property[] properties) => new()
    {
        Name = "order_completed",
        Table = Orders,
        When = new Inserted(default),
        Id = [Column("OrderId")],
        Person = new DirectPerson(Column("CustomerId")),
        Properties = properties,
    };

    public static CatalogTable Of(string table, params (string Name, ColumnKind Kind)[] columns) =>
        new(new TableName(null, table), false, [.. columns.Select(c => new CatalogColumn(c.Name, "", c.Kind, true))], [], []);

    public static MappingDocument Map(
        TableEvent? mapped = null, Feed? feed = null, People? people = null, Guests? guests = null) => new()
        {
            Version = 1,
            Source = "coffee-shop",
            TimeZone = Zone,
            People = (people ?? new People { Table = Customers, Id = Column("CustomerId") }) with { Guests = guests },
            Events = mapped is null ? [] : [mapped],
            Feeds = feed is null ? [] : [feed],
        };

    public static Shaper ShaperOf(MappingDocument mapping, params CatalogTable[] tables) =>
        new(mapping, new DatabaseCatalog(Engine.Sqlite, tables));

    public static OutboxMessage Message(string? captured, string capturedBy = "order_completed") => new()
    {
        MessageId = 1,
        Kind = MessageKind.Event,
        CapturedBy = capturedBy,
        EventName = "order_completed",
        EventId = "order_completed:1",
        PersonKey = "42",
        Captured = captured,
        CreatedAt = CreatedAt,
    };

    /// <summary>Shapes one row of an event with these properties.</summary>
    public static ShapedEvent ShapeRow(string captured, string? related, params Property[] properties) =>
        ShaperOf(Map(Event(properties))).ShapeEvent(Message(captured), related);

    /// <summary>Converts one raw JSON value for an event's data: the JSON that came out, then the fault's code.</summary>
    public static string Convert(string raw, Conversion conversion, ColumnKind kind = ColumnKind.Unknown)
    {
        var shaped = ShaperOf(Map(Event(Take("x", "X", conversion))), Of("Orders", ("X", kind)))
            .ShapeEvent(Message($$"""{"X":{{raw}}}"""), null);
        return Result(shaped.PropertiesJson, shaped.Faults);
    }

    /// <summary>The same for a person's attribute.</summary>
    public static string ConvertAttribute(string raw, Conversion conversion, ColumnKind kind = ColumnKind.Unknown)
    {
        var people = new People { Table = Customers, Id = Column("CustomerId"), Attributes = [Take("x", "X", conversion)] };
        var shaped = ShaperOf(Map(people: people), Of("Customers", ("X", kind))).ShapePerson($$$"""{"row":{"X":{{{raw}}}}}""");
        return Result(shaped.AttributesJson, shaped.Faults);
    }

    public static string Quote(string text) =>
        JsonSerializer.Serialize(text);

    private static string Result(string json, IReadOnlyList<ShapeFault> faults)
    {
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement.GetProperty("x").GetRawText();
        return faults.Count == 0 ? value : $"{value} {string.Join(' ', faults.Select(f => f.Code.Id))}";
    }
}
