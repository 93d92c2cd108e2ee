using System.Globalization;
using System.Text.Json;
using Outbox.Sandbox.Query;
using Outbox.Sandbox.Workspace;

namespace Outbox.EndToEnd.Tests.Crash.Check;

/// <summary>An item as it arrived at the sandbox, each time that it arrived.</summary>
/// <param name="Request">Its request, numbered over all lives of the sandbox.</param>
/// <param name="Sequence">Its place among all items.</param>
/// <param name="Person">The id that it was sent for.</param>
/// <param name="EventId">The event's name and its property <c>key</c>; null for an identify.</param>
/// <param name="Ulid">What it is de-duplicated by.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Stamp">Its timestamp.</param>
/// <param name="Data">Its attributes.</param>
/// <param name="Outcome">What the sandbox made of it.</param>
internal sealed record Arrival(
    long Request, long Sequence, string Person, string? EventId, string? Ulid, string Sha256, long Stamp, JsonElement Data, ItemOutcome Outcome)
{
    /// <summary>Reads an entry of the sandbox's arrival log.</summary>
    public static Arrival Of(ItemEntry entry, long requests, long items)
    {
        var body = JsonElement.Parse(entry.Body);
        var data = body.GetProperty("attributes");
        var isEvent = entry.Action == "event";
        return new Arrival(
            requests + entry.Request,
            items + entry.Sequence,
            body.GetProperty("identifiers").GetProperty("id").GetString()!,
            isEvent ? $"{body.GetProperty("name").GetString()}:{Text(data.GetProperty("key"))}" : null,
            isEvent ? body.GetProperty("id").GetString() : null,
            entry.Sha256,
            body.GetProperty("timestamp").GetInt64(),
            data,
            entry.Outcome);
    }

    private static string Text(JsonElement key) =>
        key.ValueKind == JsonValueKind.String ? key.GetString()! : key.GetInt64().ToString(CultureInfo.InvariantCulture);
}
