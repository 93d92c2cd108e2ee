using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Outbox.Dispatcher;

namespace Outbox.Cli.Service;

/// <summary>
/// Carries metrics and traces out by OpenTelemetry: metrics to whoever scrapes, and both by OTLP where the standard
/// variables (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its like) name an endpoint.
/// </summary>
internal static class Exporters
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    /// <summary>Adds them.</summary>
    public static void AddExporters(this IHostApplicationBuilder builder)
    {
        // OpenTelemetry reads its variables from the host's configuration, which is empty so that nothing else is read.
        builder.Configuration.AddInMemoryCollection(Variables("OTEL_"));
        builder.AddOpenTelemetry()
            .ConfigureResource(Describe)
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Telemetry.MeterName).AddPrometheusExporter();
                if (IsSet(Endpoint) || IsSet(MetricsEndpoint))
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (IsSet(Endpoint) || IsSet(TracesEndpoint))
        {
            builder.AddOpenTelemetry().WithTracing(traces => traces.AddSource(Telemetry.SourceName).AddOtlpExporter());
        }
    }

    // The environment last: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
    private static void Describe(ResourceBuilder resource) => resource
        .Clear()
        .AddService("outbox", serviceVersion: typeof(Exporters).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private static bool IsSet(string name) => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(name));

    private static IEnumerable<KeyValuePair<string, string?>> Variables(string prefix) => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Where(variable => ((string)variable.Key).StartsWith(prefix, StringComparison.Ordinal))
        .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value));
}
