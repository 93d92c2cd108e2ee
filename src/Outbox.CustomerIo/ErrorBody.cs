using System.Text.Json;

namespace Outbox.CustomerIo;

/// <summary>An entry of an answer's <c>errors</c>.</summary>
/// <param name="BatchIndex">The item it names; null where it names none, -1 where what it names is no index.</param>
/// <param name="Reason">Customer.io's code; <c>unspecified</c> where it gives none.</param>
/// <param name="Field">Such as <c>attributes.plan</c>.</param>
/// <param name="Message">Customer.io's words.</param>
internal sealed record ApiError(int? BatchIndex, string Reason, string? Field, string? Message)
{
    /// <summary>The refusal of the item that is named, else of the one at <paramref name="otherwise"/>.</summary>
    public ItemRefusal At(int otherwise) => new(BatchIndex ?? otherwise, Reason, Field, Message);
}

/// <summary>The Track API's JSON of an answer: <c>{"errors":[{"batch_index","reason","field","message"}]}</c>.</summary>
/// <param name="IsObject">Whether it is a JSON object at all.</param>
/// <param name="Errors">Null where there are none.</param>
internal sealed record ErrorBody(bool IsObject, IReadOnlyList<ApiError>? Errors)
{
    private static readonly ErrorBody NotAnObject = new(false, null);

    /// <summary>Reads an answer's body; never throws.</summary>
    public static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return NotAnObject;
            }

            return root.TryGetProperty("errors", out var errors) ? new ErrorBody(true, List(errors)) : new ErrorBody(true, null);
        }
        catch (JsonException)
        {
            return NotAnObject;
        }
        catch (InvalidOperationException)
        {
            // A string that is not valid UTF-16 shows only when it is read.
            return NotAnObject;
        }
    }

    // Errors in a shape of their own are errors nevertheless.
    private static List<ApiError>? List(JsonElement errors) => errors.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => [.. errors.EnumerateArray().Select(Entry)],
        _ => [Entry(errors)],
    };

    private static ApiError Entry(JsonElement error) =>
        error.ValueKind != JsonValueKind.Object
            ? new ApiError(-1, "unspecified", null, error.ToString())
            : new ApiError(Index(error), Text(error, "reason") ?? "unspecified", Text(error, "field"), Text(error, "message"));

    private static int? Index(JsonElement error) =>
        !error.TryGetProperty("batch_index", out var index) || index.ValueKind == JsonValueKind.Null ? null
        : index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var value) && value >= 0 ? value
        : -1;

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
