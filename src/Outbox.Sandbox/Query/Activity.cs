using System.Globalization;
using System.Text.Json;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Query;

/// <summary>Something that a person did, or that was done to them, in the form of the App API.</summary>
/// <param name="Item">The item that brought it.</param>
/// <param name="Type">In the App API's words.</param>
/// <param name="Name">An event's name; null for anything else.</param>
/// <param name="Timestamp">Unix seconds.</param>
internal sealed record Activity(ItemRecord Item, string Type, string? Name, long Timestamp)
{
    /// <summary>Newest first.</summary>
    public static IEnumerable<Activity> Of(Person person, WorkspaceState state)
    {
        var events = state.Events.All.After(0).Where(entry => entry.Person == person)
            .Select(entry => new Activity(entry.Item, entry.Call.Kind, entry.Call.Name, entry.Timestamp));
        var others = person.History.After(0).Select(item => (Item: item, Type: TypeOf(item)))
            .Where(entry => entry.Type is not null)
            .Select(entry => new Activity(entry.Item, entry.Type!, null, entry.Item.ArrivedAt / 1000));
        return events.Concat(others).OrderByDescending(activity => activity.Item.Sequence);
    }

    /// <summary>The fields that the App OpenAPI has; what stands in <c>data</c> it leaves open, here it is what the call carried.</summary>
    public void Write(Utf8JsonWriter json, Person person, WorkspaceSettings settings)
    {
        json.WriteStartObject();
        json.WriteString("id", Item.Sequence.ToString(CultureInfo.InvariantCulture));
        json.WriteString("type", Type);
        json.WriteNumber("timestamp", Timestamp);
        json.WriteString("customer_id", person.Id ?? "");
        AppJson.WriteIdentifiers(json, person, "customer_identifiers", settings);
        if (Name is not null)
            json.WriteString("name", Name);
        json.WritePropertyName("data");
        using var body = JsonDocument.Parse(Item.Item.Raw);
        if (body.RootElement.TryGetProperty(Type == "device_change" ? "device" : "attributes", out var data))
            data.WriteTo(json);
        else
            json.WriteRawValue("{}"u8);
        json.WriteEndObject();
    }

    private static string? TypeOf(ItemRecord item) => (item.Item.Action, item.Effect.Outcome) switch
    {
        ("identify", ItemOutcome.Applied) => "attribute_change",
        ("identify", ItemOutcome.Ignored) => "failed_attribute_change",
        ("add_device" or "delete_device", ItemOutcome.Applied) => "device_change",
        ("merge", ItemOutcome.Applied) => "profile_merge",
        ("add_relationships", ItemOutcome.Applied) => "add_relationship",
        ("delete_relationships", ItemOutcome.Applied) => "delete_relationship",
        _ => null,
    };
}
