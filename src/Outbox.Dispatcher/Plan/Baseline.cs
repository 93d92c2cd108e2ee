using System.Text.Json;
using System.Text.Json.Nodes;
using Outbox.Core;

namespace Outbox.Dispatcher.Plan;

/// <summary>
/// What the shop said, when Customer.io last accepted a person, of the values that do not go with every identify: opt-outs,
/// which the person changes at Customer.io as well, and addresses, which Customer.io may ignore. Opt-outs stand here as they
/// are, addresses by hash.
/// </summary>
internal sealed class Baseline
{
    /// <summary>What an address's hash is where the person has none.</summary>
    private const string None = "";

    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads what <see cref="Write"/> wrote; nothing where there is none.</summary>
    public static Baseline Read(string? json)
    {
        var baseline = new Baseline();
        if (json is not null)
        {
            foreach (var (name, value) in JsonNode.Parse(json)!.AsObject())
            {
                baseline._values[name] = value!.GetValue<string>();
            }
        }

        return baseline;
    }

    /// <summary>Opt-outs that the shop has told: <c>unsubscribed: true</c>, topics and channels that are false.</summary>
    public IEnumerable<string> OptOuts => _values.Where(value => OptOut.IsOptOut(value.Key, value.Value)).Select(value => value.Key);

    /// <summary>As it is stored: a JSON object of texts; null where there is nothing.</summary>
    public string? Write() => _values.Count == 0 ? null : JsonScratch.Text(json =>
    {
        foreach (var (name, value) in _values)
        {
            json.WriteString(name, value);
        }
    });

    /// <summary>The value told last; null where none was.</summary>
    public string? Of(string name) => _values.GetValueOrDefault(name);

    /// <summary>Takes note of an opt-out, or of its absence.</summary>
    public void Note(string name, bool value) => _values[name] = value ? "true" : "false";

    /// <summary>Takes note of an address.</summary>
    public void NoteAddress(string name, JsonElement value) => _values[name] = HashOf(value);

    /// <summary>Whether an address is the one that was told last.</summary>
    public bool HasAddress(string name, JsonElement value) => Of(name) == HashOf(value);

    /// <summary>A hash that tells one person's addresses apart: half of a SHA-256 does.</summary>
    private static string HashOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? TextHash.Of(value.GetString()!)[..32] : None;
}
