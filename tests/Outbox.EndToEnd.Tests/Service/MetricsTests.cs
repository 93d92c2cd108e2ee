using Outbox.Sandbox;

namespace Outbox.EndToEnd.Tests.Service;

/// <summary>What the real executable lets others measure.</summary>
public sealed class MetricsTests : ServiceShop
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Every_instrument_is_there_to_be_scraped_once_something_was_sent()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Url = "http://127.0.0.1:0" }, Cancel);
        var run = Run(sandbox.Address, ("OUTBOX__DISPATCH__SUMMARYEVERY", "00:00:01"), ("OUTBOX__HEALTH__EVERY", "00:00:00.100"));
        var health = await run.HealthAsync();
        await JoinAsync(1);
        await run.LineAsync("rows sent");

        var page = await Http.GetStringAsync(new Uri(health, "metrics"), Cancel);

        Assert.DoesNotContain(PrivateCity, page, StringComparison.Ordinal);
        Assert.All(
            [
                "outbox_dispatcher_rows_total{", "outbox_outcome=\"sent\"", "outbox_dispatcher_requests_total{", "outbox_answer=\"accepted\"",
                "outbox_dispatcher_request_duration_seconds_bucket{", "outbox_dispatcher_latency_seconds_bucket{",
                "outbox_dispatcher_resends_total{", "outbox_dispatcher_faults_total{", "outbox_dispatcher_late_total{",
                "outbox_dispatcher_lanes_held{", "outbox_dispatcher_credentials_refused{", "outbox_pending{", "outbox_dead{",
                "outbox_oldest_live_age_seconds{", "outbox_database_reached{",
            ],
            name => Assert.Contains(name, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_and_traces_go_to_the_endpoint_that_the_standard_variables_name()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Url = "http://127.0.0.1:0" }, Cancel);
        await using var collector = await HoldingApi.StartAsync();
        collector.Answer.SetResult();
        var run = Run(
            sandbox.Address,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_SERVICE_NAME", "shop-outbox"),
            ("OUTBOX__DISPATCH__SUMMARYEVERY", "00:00:01"));
        await run.HealthAsync();
        await JoinAsync(1);
        await run.LineAsync("rows sent");
        await run.SignalAsync("TERM");

        // Whoever stops flushes first.
        Assert.Equal(0, await run.EndAsync());
        var sent = collector.Requests.ToLookup(request => request.Path, request => request.Body);
        Assert.Contains(sent["/v1/metrics"], body => body.Contains("outbox.dispatcher.rows", StringComparison.Ordinal));
        Assert.Contains(sent["/v1/traces"], body => body.Contains("outbox.cycle", StringComparison.Ordinal));
        Assert.Contains(sent["/v1/traces"], body => body.Contains("outbox.request", StringComparison.Ordinal));
        Assert.All(collector.Requests, request => Assert.Contains("shop-outbox", request.Body, StringComparison.Ordinal));
        Assert.All(collector.Requests, request => Assert.DoesNotContain(PrivateCity, request.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Customer_io_is_not_told_the_ids_of_traces()
    {
        await using var api = await HoldingApi.StartAsync();
        await using var collector = await HoldingApi.StartAsync();
        collector.Answer.SetResult();
        await JoinAsync(1);
        Run(api.Address, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        await api.Arrived.Task;

        Assert.DoesNotContain("traceparent", api.Headers);
    }
}
