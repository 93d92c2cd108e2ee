using System.Runtime.InteropServices;
using System.Text.Json;

namespace Outbox.Sandbox.Track;

/// <summary>
/// Reads the fields of one item. The first thing wrong is kept and the rest is not looked for: one item has one
/// error, as an item that appears twice in the <c>errors</c> of an answer could be taken for two.
/// </summary>
internal sealed class ItemReader
{
    private static readonly IdentifierKind[] AnyKind =
        [IdentifierKind.Id, IdentifierKind.Email, IdentifierKind.Phone, IdentifierKind.CioId];

    private readonly JsonElement _item;
    private List<string>? _warnings;

    public ItemReader(JsonElement item, byte[] raw)
    {
        _item = item;
        Raw = raw;
    }

    /// <summary>The item's own bytes, as they stood in the body.</summary>
    public byte[] Raw { get; }

    public TrackError? Error { get; private set; }

    /// <summary>What the Track API would take without a word, and the sender would not want.</summary>
    public IReadOnlyList<string> Warnings => _warnings ?? [];

    public void Refuse(TrackError error) => Error ??= error;

    public void Warn(string warning) => (_warnings ??= []).Add(warning);

    /// <summary>A field that is present and not null.</summary>
    public bool TryField(string name, out JsonElement value) =>
        _item.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    public IEnumerable<string> FieldNames() => _item.EnumerateObject().Select(field => field.Name);

    /// <summary>A required text.</summary>
    public string Text(string field)
    {
        if (!TryField(field, out var value))
        {
            Refuse(TrackError.Required(field, $"`{field}` is required."));
            return "";
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(TrackError.Invalid(field, $"`{field}` must be a string."));
            return "";
        }

        return value.GetString()!;
    }

    /// <summary>An object with exactly one identifier, a string or a number.</summary>
    public PersonIdentifier Person(string field = "identifiers", params IdentifierKind[] kinds)
    {
        if (!TryField(field, out var value))
        {
            Refuse(TrackError.Required(field, $"`{field}` is required."));
            return default;
        }

        var result = IdentifierRule.Read(value, field, kinds.Length == 0 ? AnyKind : kinds, out var error);
        if (error is not null)
            Refuse(error);
        return result;
    }

    /// <summary>What names an object.</summary>
    public ObjectIdentifier Object()
    {
        if (TryField("identifiers", out var value))
            return ObjectIdentifier.Read(this, value, "identifiers");
        Refuse(TrackError.Required("identifiers", "`identifiers` is required."));
        return default;
    }

    /// <summary>Unix seconds, or null where the field is absent.</summary>
    public long? UnixSeconds(string field)
    {
        if (!TryField(field, out var value))
            return null;

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var seconds) || seconds < 0)
        {
            Refuse(TrackError.Invalid(field, $"`{field}` must be a unix timestamp: an integer number of seconds."));
            return null;
        }

        // Ten digits last until 2286. Whether the Track API refuses more is not documented.
        if (seconds >= 10_000_000_000)
            Warn($"`{field}` {seconds} is beyond the year 2286: milliseconds instead of seconds?");
        return seconds;
    }

    /// <summary>The bytes of a part of the item, without a copy.</summary>
    public ReadOnlyMemory<byte> Slice(JsonElement part)
    {
        var whole = JsonMarshal.GetRawUtf8Value(_item);
        var wanted = JsonMarshal.GetRawUtf8Value(part);
        whole.Overlaps(wanted, out var offset);
        return Raw.AsMemory(offset, wanted.Length);
    }
}
