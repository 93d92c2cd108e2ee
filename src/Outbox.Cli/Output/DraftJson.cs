using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Outbox.Mapping.Draft;

namespace Outbox.Cli.Output;

/// <summary>What was guessed, for a program.</summary>
internal static class DraftJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="file">The file written; null for none.</param>
    /// <param name="draft">The mapping and its reasons.</param>
    public static void Write(TextWriter output, string? file, DraftResult draft)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteStartArray("guesses");
            foreach (var guess in draft.Guesses)
            {
                json.WriteStartObject();
                json.WriteString("what", guess.What);
                json.WriteString("value", guess.Value);
                json.WriteString("why", guess.Why);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("mapping", draft.Text);
            json.WritePropertyName("findings");
            FindingJson.Write(json, file ?? "outbox.yml", draft.Findings);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
