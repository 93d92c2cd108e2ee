using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Outbox.Mapping.TrackingPlan;

namespace Outbox.Cli.Output;

/// <summary>A tracking plan for a program.</summary>
internal static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new RawJson() },
    };

    /// <summary>One object.</summary>
    public static string Write(Plan plan) => JsonSerializer.Serialize(plan, Options).ReplaceLineEndings("\n") + "\n";

    /// <summary>Examples are JSON already: written as such, and not as a text of JSON.</summary>
    private sealed class RawJson : JsonConverter<PlanField>
    {
        public override PlanField Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A plan is only written.");

        public override void Write(Utf8JsonWriter writer, PlanField value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("name", value.Name);
            writer.WriteString("type", value.Type);
            writer.WritePropertyName("example");
            using (var example = JsonDocument.Parse(value.Example))
            {
                example.WriteTo(writer);
            }

            writer.WriteString("from", value.From);
            if (value.Parts.Count > 0)
            {
                writer.WritePropertyName("parts");
                JsonSerializer.Serialize(writer, value.Parts, options);
            }

            writer.WriteEndObject();
        }
    }
}
