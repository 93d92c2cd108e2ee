using System.Text.Json;
using NodaTime;
using Outbox.Core;
using Outbox.Core.Events;
using Outbox.Core.Messages;
using Outbox.Core.People;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Shape;

/// <summary>
/// Makes of raw values what is sent, once, after the commit. Pure: the same row gives the same bytes, on every engine
/// and in every zone. Nothing that a row holds makes it throw.
/// </summary>
public sealed class Shaper
{
    private readonly DateTimeZone _zone;
    private readonly FieldSet _attributes;
    private readonly Dictionary<string, FieldSet> _objects;
    private readonly Dictionary<string, EventShape> _events;
    private readonly Dictionary<string, PersonShape> _touches;

    /// <summary>Prepares for a mapping.</summary>
    /// <param name="mapping">A mapping without lint errors.</param>
    /// <param name="catalog">The tables and views that it names, for the kinds of their columns.</param>
    public Shaper(MappingDocument mapping, DatabaseCatalog catalog)
    {
        _zone = LocalTime.ZoneOf(mapping.TimeZone) ?? DateTimeZone.Utc;
        var people = mapping.People;
        var needRelated = RelatedParts.Of(mapping).Select(parts => parts.CapturedBy).ToHashSet();
        _attributes = new FieldSet(catalog, _zone, FieldTarget.Attribute, people.Table.Name, people.Attributes, people.View, isOfPeople: true);
        _objects = mapping.Objects.ToDictionary(
            o => o.Name, o => new FieldSet(catalog, _zone, FieldTarget.Attribute, o.Table.Name, o.Attributes, o.View), StringComparer.Ordinal);
        _events = mapping.MappedEvents.ToDictionary(e => e.CapturedBy, e => new EventShape(
            new PersonShape(e.Person, e.From.Name, people.Guests),
            new FieldSet(catalog, _zone, FieldTarget.EventData, e.From.Name, e.Properties, e.View),
            DataColumn: null,
            e.OccurredAt is not null,
            needRelated.Contains(e.CapturedBy)));
        foreach (var feed in mapping.Feeds)
        {
            _events[feed.CapturedBy] = new EventShape(
                new PersonShape(feed.Person, feed.Table.Name, people.Guests),
                Fields: null,
                feed.Properties?.Name,
                HasTime: true,
                needRelated.Contains(feed.CapturedBy));
        }

        _touches = people.TouchedBy.ToDictionary(t => t.CapturedBy, t => new PersonShape(t.Person, t.Table.Name, people.Guests));
    }

    /// <summary>Shapes an event.</summary>
    /// <param name="message">Its row.</param>
    /// <param name="relatedJson">What its related module read; null where it has none.</param>
    public ShapedEvent ShapeEvent(OutboxMessage message, string? relatedJson)
    {
        if (!_events.TryGetValue(message.CapturedBy, out var shape))
        {
            return new ShapedEvent(
                ResolvedPerson.Nobody, message.CreatedAt, "{}", [], $"{RowErrors.CaptureUnknown}: the mapping has no '{message.CapturedBy}'");
        }

        using var captured = RawJson.Parse(message.Captured);
        using var related = RawJson.Parse(relatedJson);
        var faults = new FaultLog(captured?.WasBroken == true || related?.WasBroken == true);
        return shape.Shape(message, captured?.Root ?? default, related?.Root ?? default, _zone, faults);
    }

    /// <summary>
    /// Whether an app gave the row as it is to be sent (<c>outbox.EmitEvent</c>): it has properties, and nothing of it was
    /// saved by a dispatcher.
    /// </summary>
    public static bool IsEmitted(OutboxMessage message) =>
        message is { Kind: MessageKind.Event, Properties: not null, PersonId: null, PersonKey.Length: > 0 };

    /// <summary>An event that an app gave as it is to be sent: no entry of the mapping is needed, and nothing is shaped.</summary>
    /// <param name="message">A row of which <see cref="IsEmitted"/> holds.</param>
    public static ShapedEvent TakeEmitted(OutboxMessage message)
    {
        // The procedure has refused what is wrong; a row that was written past it must not spoil a request.
        var fault = PropertiesFault.Of(message.Properties);
        return new ShapedEvent(
            new ResolvedPerson(message.PersonKey, null),
            message.OccurredAt ?? message.CreatedAt,
            message.Properties!,
            [],
            fault is null ? null : $"{RowErrors.PropertiesRefused}: {fault}");
    }

    /// <summary>Tells whose row it is: an event's, a touch's, a delete's or a suppress's.</summary>
    public ResolvedPerson ResolvePerson(OutboxMessage message, string? relatedJson)
    {
        if ((_touches.GetValueOrDefault(message.CapturedBy) ?? _events.GetValueOrDefault(message.CapturedBy)?.Person) is not { } shape)
        {
            return message.PersonKey is { Length: > 0 } key ? new ResolvedPerson(key, null) : ResolvedPerson.Nobody;
        }

        using var captured = RawJson.Parse(message.Captured);
        using var related = RawJson.Parse(relatedJson);
        return shape.Resolve(message, captured?.Root ?? default, related?.Root ?? default);
    }

    /// <summary>Shapes a person's attributes.</summary>
    /// <param name="rowJson">The row as the people module read it.</param>
    public ShapedPerson ShapePerson(string rowJson)
    {
        var shaped = ShapeAttributes(_attributes, rowJson);
        return OptOutAttributes.FaultOf(shaped.AttributesJson) is { } fault ? shaped with { Faults = [.. shaped.Faults, fault] } : shaped;
    }

    /// <summary>Shapes an object's attributes.</summary>
    /// <param name="mapped">An object of the mapping.</param>
    /// <param name="rowJson">The row as the object's module read it.</param>
    public ShapedPerson ShapeObject(MappedObject mapped, string rowJson) => ShapeAttributes(_objects[mapped.Name], rowJson);

    /// <summary>The key of the object that a captured relation names; null where it names none.</summary>
    /// <param name="message">The row.</param>
    /// <param name="relation">What captured it.</param>
    public static string? ObjectKeyOf(OutboxMessage message, ObjectRelation relation)
    {
        using var captured = RawJson.Parse(message.Captured);
        return RawText.OfScalar(RawText.Member(captured?.Root ?? default, relation.Object.Name))?.TrimEnd(' ');
    }

    /// <summary>Whether a relation holds now.</summary>
    /// <param name="relatedJson">What the relation's module read.</param>
    public static bool Holds(string? relatedJson)
    {
        using var related = RawJson.Parse(relatedJson);
        return !RawText.IsNull(RawText.Member(RawText.Member(related?.Root ?? default, "lookups"), ObjectRelation.Part));
    }

    private static ShapedPerson ShapeAttributes(FieldSet fields, string rowJson)
    {
        using var row = RawJson.Parse(rowJson);
        var source = RowSource.OfPerson(row?.Root ?? default);
        var faults = new FaultLog(row?.WasBroken == true);
        if (source.Row.ValueKind != JsonValueKind.Object)
        {
            // Nulls would clear what Customer.io knows of the person; no attributes leave it as it is.
            faults.Add(RowErrors.RowsUnreadable, "row", "the person's row is missing or no JSON object");
            return Hashed("{}", faults.Faults);
        }

        return Hashed(JsonScratch.Text(json => fields.Write(json, source, faults)), faults.Faults);
    }

    /// <summary>Shapes a guest's attributes: the e-mail alone.</summary>
    public static ShapedPerson ShapeGuest(string email) =>
        Hashed(JsonScratch.Text(json => json.WriteString("email", EmailAddress.Normalize(email))), []);

    /// <summary>Attributes with their hash.</summary>
    internal static ShapedPerson Hashed(string json, IReadOnlyList<ShapeFault> faults) =>
        new(json, TextHash.Of(json), faults);
}
