using System.Text.Encodings.Web;
using System.Text.Json;
using Outbox.Mapping.Lint;

namespace Outbox.Cli.Output;

/// <summary>Findings for a program: an array of objects.</summary>
internal static class FindingJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes them.</summary>
    public static void Write(TextWriter output, string file, IReadOnlyList<Finding> findings)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            Write(json, file, findings);
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>Writes the array into a larger text.</summary>
    public static void Write(Utf8JsonWriter json, string file, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray();
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteNumber("line", finding.At.Line);
            json.WriteNumber("column", finding.At.Column);
            json.WriteString("severity", finding.Severity == Severity.Error ? "error" : "warning");
            json.WriteString("code", finding.Code.Id);
            json.WriteString("path", finding.Path);
            json.WriteString("message", finding.Message);
            json.WriteString("mend", finding.Mend);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
