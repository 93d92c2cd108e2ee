using System.Text.Json;

namespace Outbox.CustomerIo;

/// <summary>An entry of an answer's <c>errors</c>.</summary>
/// <param name="BatchIndex">The item it names; null where it names none, -1 where what it names is no index.</param>
/// <param name="Reason">Customer.io's code.</param>
/// <param name="Field">Such as <c>attributes.plan</c>.</param>
/// <param name="Message">Customer.io's words.</param>
internal sealed record ApiError(int? BatchIndex, string Reason, string? Field, string? Message)
{
    /// <summary>The refusal of the item that is named, else of the one at <paramref name="otherwise"/>.</summary>
    public ItemRefusal At(int otherwise) => new(BatchIndex ?? otherwise, Reason, Field, Message);
}

/// <summary>The Track API's JSON of an answer: <c>{"errors":[{"batch_index","reason","field","message"}]}</c>.</summary>
/// <param name="IsTheApis">
/// Whether it has the API's shape and no other: an object with nothing but <c>errors</c>, each an object with a <c>reason</c>.
/// </param>
/// <param name="Errors">What it says was wrong; none where it says nothing.</param>
internal sealed record ErrorBody(bool IsTheApis, IReadOnlyList<ApiError> Errors)
{
    private static readonly ErrorBody AnotherShape = new(false, []);

    /// <summary>
    /// Reads an answer's body; never throws. Strict, because a row is closed for good by what it says: a gateway has JSON of
    /// its own (<c>{"message":"blocked"}</c>, <c>{"errors":[{"code":"…"}]}</c>), and that is no word of Customer.io's.
    /// </summary>
    public static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return AnotherShape;
        }
        catch (InvalidOperationException)
        {
            // A string that is not valid UTF-16 shows only when it is read.
            return AnotherShape;
        }
    }

    private static ErrorBody Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().Any(member => !member.NameEquals("errors")))
        {
            return AnotherShape;
        }

        if (!root.TryGetProperty("errors", out var errors) || errors.ValueKind == JsonValueKind.Null)
        {
            return new ErrorBody(true, []);
        }

        return errors.ValueKind == JsonValueKind.Array && errors.EnumerateArray().All(IsEntry)
            ? new ErrorBody(true, [.. errors.EnumerateArray().Select(Entry)])
            : AnotherShape;
    }

    private static bool IsEntry(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object && !string.IsNullOrWhiteSpace(Text(error, "reason"));

    private static ApiError Entry(JsonElement error) =>
        new(Index(error), Text(error, "reason")!, Text(error, "field"), Text(error, "message"));

    private static int? Index(JsonElement error) =>
        !error.TryGetProperty("batch_index", out var index) || index.ValueKind == JsonValueKind.Null ? null
        : index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var value) && value >= 0 ? value
        : -1;

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
