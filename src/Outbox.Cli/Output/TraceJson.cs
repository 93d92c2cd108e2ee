using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outbox.Mapping.Model;
using Outbox.Stores.Reading;

namespace Outbox.Cli.Output;

/// <summary>Rows' lives for a program: an array.</summary>
internal static class TraceJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, MappingDocument? mapping, IReadOnlyList<TracedRow> rows) => output.WriteLine(JsonSerializer.Serialize(
        rows.Select(row => new
        {
            row.MessageId,
            row.Kind,
            row.CapturedBy,
            Source = TraceStory.SourceOf(row, mapping),
            row.EventId,
            row.EventName,
            row.SentAs,
            Ulid = TraceStory.UlidOf(row, mapping),
            row.PersonKey,
            row.PersonId,
            row.Lane,
            row.Priority,
            row.OccurredAt,
            row.OccurredAtRaw,
            row.OccurredAtZone,
            CapturedAt = row.CreatedAt,
            row.SentAt,
            row.Status,
            row.Reason,
            row.Delivery,
            row.Attempts,
            row.RepeatOf,
            Values = Json(row.Captured),
            Data = Json(row.Properties),
            row.Faults,
            Requests = row.Requests,
        }),
        Options));

    /// <summary>The text as JSON; as a text where it is none.</summary>
    private static JsonNode? Json(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
