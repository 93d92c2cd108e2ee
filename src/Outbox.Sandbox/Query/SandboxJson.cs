using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Outbox.Sandbox.Faults;

namespace Outbox.Sandbox.Query;

/// <summary>The JSON of <c>/sandbox/…</c>, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Page<EventEntry>))]
[JsonSerializable(typeof(Page<PersonEntry>))]
[JsonSerializable(typeof(Page<ObjectEntry>))]
[JsonSerializable(typeof(Page<ItemEntry>))]
[JsonSerializable(typeof(Page<RequestEntry>))]
[JsonSerializable(typeof(Page<MetricEntry>))]
[JsonSerializable(typeof(PersonDetail))]
[JsonSerializable(typeof(SandboxStats))]
[JsonSerializable(typeof(SandboxHealth))]
[JsonSerializable(typeof(QueryError))]
[JsonSerializable(typeof(FaultSettings))]
internal sealed partial class SandboxJson : JsonSerializerContext
{
    /// <summary>
    /// For answers: characters stay as they came instead of becoming \uXXXX, so that a test can compare texts. Safe as
    /// nothing here is put into HTML.
    /// </summary>
    public static SandboxJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
