using System.Runtime.InteropServices;
using System.Text.Json;
using Outbox.Core;
using Outbox.Core.Events;

namespace Outbox.CustomerIo;

/// <summary>
/// An item of a request as the UTF-8 JSON that is sent. Built once; a resend has the same bytes.
/// </summary>
/// <remarks>
/// The order of keys is fixed: <c>type</c>, <c>identifiers</c>, <c>action</c>, then of an event <c>name</c>, <c>id</c>,
/// <c>timestamp</c>, <c>attributes</c>, of an identify <c>timestamp</c>, <c>attributes</c>; a merge has <c>primary</c> and <c>secondary</c> for
/// <c>identifiers</c>. No white space is added, text
/// is escaped only where JSON demands it, and the JSON handed in is spliced as it stands. So the bytes are a pure function
/// of the arguments.
/// </remarks>
/// <param name="Json">The item's bytes.</param>
public sealed record TrackItem(ReadOnlyMemory<byte> Json)
{
    /// <summary>Bytes of an item that Customer.io takes: "32kb", which Segment's and RudderStack's destinations take for 32 × 1,024.</summary>
    public const int MaxBytes = 32 * 1_024;

    /// <summary>Bytes of a request that Customer.io surely takes ("500 kb").</summary>
    public const int MaxRequestBytes = 475_000;

    /// <summary>Bytes of a batch of items: theirs, a comma between two, and the frame <c>{"batch":[]}</c>.</summary>
    /// <param name="items">How many items, at least one.</param>
    /// <param name="itemBytes">The sum of their bytes.</param>
    public static long BatchLength(int items, long itemBytes) => Http.RequestBody.BatchLength(items, itemBytes);

    /// <summary>A fact about a person.</summary>
    /// <param name="personId">The person's id, 1 to 150 UTF-8 bytes.</param>
    /// <param name="name">The event's name as sent: a shadow event's begins with <c>shadow_</c>.</param>
    /// <param name="ulid">What Customer.io de-duplicates by: <see cref="EventUlid"/>.</param>
    /// <param name="unixSeconds">When the fact occurred.</param>
    /// <param name="propertiesJson">The event's data: a JSON object.</param>
    /// <exception cref="ArgumentException">An argument is empty, the ULID is not one, or the properties are not a JSON object.</exception>
    public static TrackItem Event(string personId, string name, string ulid, long unixSeconds, string propertiesJson)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!EventUlid.IsValid(ulid))
        {
            throw new ArgumentException($"'{ulid}' is not a ULID.", nameof(ulid));
        }

        return Write(personId, "event", json =>
        {
            json.WriteString("name", name);
            json.WriteString("id", ulid);
            json.WriteNumber("timestamp", unixSeconds);
            Splice(json, propertiesJson, nameof(propertiesJson));
        });
    }

    /// <summary>A person's attributes; creates the person where Customer.io has none.</summary>
    /// <param name="personId">The person's id, 1 to 150 UTF-8 bytes.</param>
    /// <param name="attributesJson">The attributes: a JSON object. A null clears an attribute; an absent one stays.</param>
    /// <param name="stamp">Unix seconds that order the person's updates: of two, the higher wins.</param>
    /// <exception cref="ArgumentException">The id is empty or the attributes are not a JSON object.</exception>
    public static TrackItem Identify(string personId, string attributesJson, long stamp) =>
        Write(personId, "identify", json =>
        {
            json.WriteNumber("timestamp", stamp);
            Splice(json, attributesJson, nameof(attributesJson));
        });

    /// <summary>A person's attributes but those that Customer.io refused; the values of the others keep their bytes.</summary>
    /// <param name="personId">The person's id, 1 to 150 UTF-8 bytes.</param>
    /// <param name="attributesJson">The attributes: a JSON object.</param>
    /// <param name="stamp">Unix seconds that order the person's updates.</param>
    /// <param name="without">The names to leave out: <see cref="ItemRefusal.Attribute"/>. A name that is not there changes nothing.</param>
    /// <exception cref="ArgumentException">The id is empty or the attributes are not a JSON object.</exception>
    public static TrackItem Identify(string personId, string attributesJson, long stamp, IReadOnlyCollection<string> without) =>
        Write(personId, "identify", json =>
        {
            json.WriteNumber("timestamp", stamp);
            SpliceWithout(json, attributesJson, without);
        });

    /// <summary>Deletes a person; a later identify or event for the id creates the person again.</summary>
    /// <param name="personId">The person's id, 1 to 150 UTF-8 bytes.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static TrackItem Delete(string personId) => Write(personId, "delete", static _ => { });

    /// <summary>Deletes a person and blocks the id; whatever is sent for it later is taken and ignored.</summary>
    /// <param name="personId">The person's id, 1 to 150 UTF-8 bytes.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static TrackItem Suppress(string personId) => Write(personId, "suppress", static _ => { });

    /// <summary>Lets a suppressed id in again; the person stays gone until identified.</summary>
    /// <param name="personId">The person's id, 1 to 150 UTF-8 bytes.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static TrackItem Unsuppress(string personId) => Write(personId, "unsuppress", static _ => { });

    /// <summary>
    /// Gives one person's data to another, and removes the first. Cannot be undone; it does nothing where Customer.io does
    /// not have the primary (yet).
    /// </summary>
    /// <param name="primaryId">Who stays, 1 to 150 UTF-8 bytes.</param>
    /// <param name="secondaryId">Who goes; whatever is sent for this id later makes it anew.</param>
    /// <exception cref="ArgumentException">An id is empty, or both are the same.</exception>
    public static TrackItem Merge(string primaryId, string secondaryId)
    {
        ArgumentException.ThrowIfNullOrEmpty(primaryId);
        ArgumentException.ThrowIfNullOrEmpty(secondaryId);
        if (primaryId == secondaryId)
        {
            throw new ArgumentException("A person is not merged into the same person.", nameof(secondaryId));
        }

        return Write(json =>
        {
            json.WriteString("type", "person");
            WriteId(json, "primary", primaryId);
            WriteId(json, "secondary", secondaryId);
            json.WriteString("action", "merge");
        });
    }

    /// <summary>An object's attributes; creates the object where Customer.io has none.</summary>
    /// <param name="type">The object type's number; the type must exist.</param>
    /// <param name="objectId">The object's id, 1 to 150 UTF-8 bytes.</param>
    /// <param name="attributesJson">The attributes: a JSON object. A null clears an attribute; an absent one stays.</param>
    /// <param name="without">The names to leave out.</param>
    /// <exception cref="ArgumentException">An id is empty or the attributes are not a JSON object.</exception>
    public static TrackItem IdentifyObject(string type, string objectId, string attributesJson, IReadOnlyCollection<string> without) =>
        WriteObject(type, objectId, "identify", json => SpliceWithout(json, attributesJson, without));

    /// <summary>Deletes an object, and with it its relations.</summary>
    /// <param name="type">The object type's number.</param>
    /// <param name="objectId">The object's id, 1 to 150 UTF-8 bytes.</param>
    /// <exception cref="ArgumentException">An id is empty.</exception>
    public static TrackItem DeleteObject(string type, string objectId) => WriteObject(type, objectId, "delete", static _ => { });

    /// <summary>That a person has to do with an object, or no longer has.</summary>
    /// <param name="personId">The person's id, 1 to 150 UTF-8 bytes.</param>
    /// <param name="type">The object type's number.</param>
    /// <param name="objectId">The object's id, 1 to 150 UTF-8 bytes; an object that is not there yet is created.</param>
    /// <param name="holds">Whether the relation holds.</param>
    /// <exception cref="ArgumentException">An id is empty.</exception>
    public static TrackItem Relate(string personId, string type, string objectId, bool holds) =>
        Write(personId, holds ? "add_relationships" : "delete_relationships", json =>
        {
            json.WriteStartArray("cio_relationships");
            json.WriteStartObject();
            WriteObjectIds(json, type, objectId);
            json.WriteEndObject();
            json.WriteEndArray();
        });

    private static TrackItem WriteObject(string type, string objectId, string action, Action<Utf8JsonWriter> rest) =>
        Write("object", action, json => WriteObjectIds(json, type, objectId), rest);

    private static void WriteObjectIds(Utf8JsonWriter json, string type, string objectId)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(objectId);
        json.WriteStartObject("identifiers");
        json.WriteString("object_type_id", type);
        json.WriteString("object_id", objectId);
        json.WriteEndObject();
    }

    private static TrackItem Write(string personId, string action, Action<Utf8JsonWriter> rest)
    {
        ArgumentException.ThrowIfNullOrEmpty(personId);
        return Write(
            "person",
            action,
            json => WriteId(json, "identifiers", personId),
            rest);
    }

    private static TrackItem Write(string type, string action, Action<Utf8JsonWriter> identifiers, Action<Utf8JsonWriter> rest) => Write(json =>
    {
        json.WriteString("type", type);
        identifiers(json);
        json.WriteString("action", action);
        rest(json);
    });

    private static TrackItem Write(Action<Utf8JsonWriter> members) =>
        JsonScratch.Object(members, static utf8 => new TrackItem(utf8.ToArray()));

    private static void WriteId(Utf8JsonWriter json, string field, string personId)
    {
        json.WriteStartObject(field);
        json.WriteString("id", personId);
        json.WriteEndObject();
    }

    private static void Splice(Utf8JsonWriter json, string raw, string argument)
    {
        if (!raw.AsSpan().TrimStart(" \t\r\n").StartsWith('{'))
        {
            throw new ArgumentException("A JSON object is expected.", argument);
        }

        json.WritePropertyName("attributes");
        try
        {
            json.WriteRawValue(raw);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"Not valid JSON: {e.Message}", argument, e);
        }
    }

    private static void SpliceWithout(Utf8JsonWriter json, string attributesJson, IReadOnlyCollection<string> without)
    {
        using var attributes = ParseObject(attributesJson);
        json.WriteStartObject("attributes");
        foreach (var attribute in attributes.RootElement.EnumerateObject())
        {
            if (!without.Contains(attribute.Name))
            {
                json.WritePropertyName(attribute.Name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(attribute.Value), skipInputValidation: true);
            }
        }

        json.WriteEndObject();
    }

    private static JsonDocument ParseObject(string attributesJson)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(attributesJson);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"Not valid JSON: {e.Message}", nameof(attributesJson), e);
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            document.Dispose();
            throw new ArgumentException("A JSON object is expected.", nameof(attributesJson));
        }

        return document;
    }
}
