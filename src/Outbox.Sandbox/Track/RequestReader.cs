using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Outbox.Sandbox.Actions;

namespace Outbox.Sandbox.Track;

/// <summary>Turns a request's body into items. Pure: the same bytes always give the same items and errors.</summary>
/// <param name="maxItems">Items that one batch may hold.</param>
/// <param name="phoneIdentifier">Whether the workspace has <c>phone</c> as an identifier.</param>
internal sealed class RequestReader(int maxItems, bool phoneIdentifier)
{
    /// <summary>The items of <c>{"batch":[…]}</c>; an error refuses the whole request.</summary>
    public IReadOnlyList<ReadItem> Batch(ReadOnlyMemory<byte> body, out TrackError? error)
    {
        using var document = Parse(body, out error);
        if (document is null)
            return [];

        if (!document.RootElement.TryGetProperty("batch", out var batch) || batch.ValueKind != JsonValueKind.Array)
        {
            error = TrackError.Required("batch", "`batch` is required: an array of items.");
            return [];
        }

        var count = batch.GetArrayLength();
        if (count == 0 || count > maxItems)
        {
            error = TrackError.Invalid("batch", $"`batch` holds {count} items; from 1 to {maxItems} are taken.");
            return [];
        }

        var items = new List<ReadItem>(count);
        foreach (var item in batch.EnumerateArray())
        {
            items.Add(Item(item, items.Count));
        }

        return items;
    }

    /// <summary>The one item of an entity request; an error refuses it.</summary>
    public ReadItem? Entity(ReadOnlyMemory<byte> body, out TrackError? error)
    {
        using var document = Parse(body, out error);
        return document is null ? null : Item(document.RootElement, 0);
    }

    /// <summary>One item of an action that has no entity in the Track API v2; an error refuses it.</summary>
    public ReadItem? Item(ReadOnlyMemory<byte> body, ITrackAction action, out TrackError? error)
    {
        using var document = Parse(body, out error);
        return document is null ? null : Item(document.RootElement, 0, action);
    }

    /// <summary>The JSON object of a body; an error refuses it.</summary>
    public static JsonDocument? Object(ReadOnlyMemory<byte> body, out TrackError? error) => Parse(body, out error);

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body, out TrackError? error)
    {
        error = null;
        if (!Utf8.IsValid(body.Span))
        {
            error = TrackError.Invalid("body", "The body is not UTF-8.");
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            error = TrackError.Invalid("body", "The body must be a JSON object.");
        }
        catch (JsonException malformed)
        {
            error = TrackError.Invalid("body", $"The body is not JSON: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine}.");
        }

        return null;
    }

    private ReadItem Item(JsonElement item, int index, ITrackAction? known = null)
    {
        var raw = JsonMarshal.GetRawUtf8Value(item).ToArray();
        if (item.ValueKind != JsonValueKind.Object)
            return Refused(TrackError.Invalid("item", "An item must be an object."));
        if (raw.Length > TrackLimits.ItemBytes)
            return Refused(TrackError.Invalid("item", $"The item has {raw.Length} bytes; at most {TrackLimits.ItemBytes} are taken."));

        try
        {
            var reader = new ItemReader(item, raw, phoneIdentifier);
            var action = known?.Name;
            var call = known is null ? ActionTable.Read(reader, out action) : known.Read(reader);
            return new(index, raw, action, reader.Error is null ? call : null, reader.Error, reader.Warnings);
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json's way of saying that an escaped surrogate (\ud800) has no partner: no text at all.
            return Refused(TrackError.Invalid("item", "The item holds half a surrogate pair, which is no character."));
        }

        ReadItem Refused(TrackError error) => new(index, raw, null, null, error, []);
    }
}
