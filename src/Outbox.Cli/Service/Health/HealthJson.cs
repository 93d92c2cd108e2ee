using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Cli.Service.Health;

/// <summary>Writes a health report as JSON: the state, and of every check its state and reason.</summary>
internal static class HealthJson
{
    /// <summary>Writes.</summary>
    public static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("status", Word(report.Status));
        json.WriteStartObject("checks");
        foreach (var (name, check) in report.Entries)
        {
            Write(json, name, check);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, HealthReportEntry check)
    {
        json.WriteStartObject(name);
        json.WriteString("status", Word(check.Status));

        // Of an exception its kind alone: its words can quote what a row holds.
        json.WriteString("reason", check.Exception is { } error ? error.GetType().Name : check.Description);
        foreach (var (key, value) in check.Data)
        {
            json.WritePropertyName(key);
            JsonSerializer.Serialize(json, value);
        }

        json.WriteEndObject();
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
