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
    private readonly bool _phoneIdentifier;
    private List<string>? _warnings;

    public ItemReader(JsonElement item, byte[] raw, bool phoneIdentifier)
    {
        _item = item;
        _phoneIdentifier = phoneIdentifier;
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

    /// <summary>A text, or a number as a text.</summary>
    public string Scalar(string field)
    {
        if (TryField(field, out var value) && value.ValueKind == JsonValueKind.Number)
            return value.GetRawText();
        var text = Text(field);
        if (Error is null && string.IsNullOrWhiteSpace(text))
            Refuse(TrackError.Required(field, $"`{field}` must not be empty."));
        return text;
    }

    /// <summary>A field of an object inside the item; false where one of the two is absent or null.</summary>
    public bool TryField(string field, string inner, out JsonElement value)
    {
        value = default;
        return TryField(field, out var outer) && outer.ValueKind == JsonValueKind.Object
            && outer.TryGetProperty(inner, out value) && value.ValueKind != JsonValueKind.Null;
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

        // "You can use email and phone only if they're enabled as identifiers in your workspace settings" (Track OpenAPI).
        else if (result.Kind == IdentifierKind.Phone && !_phoneIdentifier)
            Refuse(TrackError.Invalid($"{field}.phone", "`phone` is not an identifier of this workspace."));
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

    /// <summary>
    /// Unix seconds; null where the field is absent, and where it is something else: "an invalid timestamp (ie: not a Unix
    /// timestamp) is replaced with time.now()" (a Customer.io engineer on segmentio/action-destinations, pull request 2054).
    /// </summary>
    public long? UnixSeconds(string field)
    {
        if (!TryField(field, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and < TrackLimits.TimestampEnd)
            return seconds;

        Warn($"`{field}` is no unix timestamp in seconds: the time of arrival stands for it.");
        return null;
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
