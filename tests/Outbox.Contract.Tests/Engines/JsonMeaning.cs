using System.Globalization;
using System.Text.Json.Nodes;

namespace Outbox.Contract.Tests.Engines;

/// <summary>
/// Compares JSON by what it says: numbers by value, times by the moment, members in any order and, as the names of columns,
/// whatever their case.
/// </summary>
internal static class JsonMeaning
{
    /// <summary>Whether both say the same.</summary>
    public static bool Same(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (null, null) => true,
        (JsonObject x, JsonObject y) => x.Count == y.Count && x.All(p => Holds(y, p.Key, p.Value)),
        (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(p => Same(p.First, p.Second)),
        (JsonValue x, JsonValue y) => SameValue(x, y),
        _ => false,
    };

    /// <summary>Whether an object has a member that says this.</summary>
    public static bool Holds(JsonObject json, string key, JsonNode? value) =>
        json.Where(m => string.Equals(m.Key, key, StringComparison.OrdinalIgnoreCase)).ToList() is [var member] && Same(value, member.Value);

    /// <summary>The time that a text holds, without an offset; null for other text.</summary>
    public static DateTime? Time(string? text) =>
        text is { Length: >= 10 } && text[4] == '-'
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : null;

    private static bool SameValue(JsonValue a, JsonValue b) =>
        JsonNode.DeepEquals(a, b)
        || (Number(a) is { } x && Number(b) is { } y && x == y)
        || (a.TryGetValue(out string? s) && b.TryGetValue(out string? t) && Time(s) is { } one && one == Time(t));

    private static decimal? Number(JsonValue value) =>
        value.GetValueKind() == System.Text.Json.JsonValueKind.Number
        && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
