using System.Text.Json.Serialization;
using Outbox.Sandbox.Faults;

namespace Outbox.Sandbox.Query;

/// <summary>The JSON of <c>/sandbox/…</c>, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Page<EventEntry>))]
[JsonSerializable(typeof(Page<PersonEntry>))]
[JsonSerializable(typeof(Page<ItemEntry>))]
[JsonSerializable(typeof(Page<RequestEntry>))]
[JsonSerializable(typeof(PersonDetail))]
[JsonSerializable(typeof(SandboxStats))]
[JsonSerializable(typeof(SandboxHealth))]
[JsonSerializable(typeof(QueryError))]
[JsonSerializable(typeof(FaultSettings))]
internal sealed partial class SandboxJson : JsonSerializerContext;
