using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outbox.Contract.Tests.Engines;
using Outbox.CustomerIo;
using Outbox.Dispatcher;
using Outbox.Sandbox;
using Outbox.Sandbox.Query;

namespace Outbox.Contract.Tests.Behaviour.Attributes;

/// <summary>Scenarios from the shop's SQL to what the sandbox has of a person.</summary>
public abstract class SandboxContract(ContractEngine engine) : ContractTests(engine), IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private SandboxServer? _server;
    private HttpClient? _http;
    private ServiceProvider? _services;

    /// <summary>Asks the sandbox.</summary>
    protected SandboxClient Sandbox => new(_http!);

    /// <summary>How the workspace is set up.</summary>
    protected virtual SandboxOptions Workspace => new();

    /// <inheritdoc/>
    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _server = await SandboxServer.StartAsync(Workspace with { Url = "http://127.0.0.1:0" }, Stop);
        _http = new HttpClient { BaseAddress = _server.Address };
    }

    /// <inheritdoc/>
    public new async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        _http?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    /// <summary>Starts a dispatcher that sends to the sandbox.</summary>
    protected async Task StartAsync(Action<DispatcherOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Store);
        services.AddSingleton<IHostApplicationLifetime, NoLifetime>();
        services.AddTrackApi(options =>
        {
            options.Region = "us";
            options.SiteId = "sandbox";
            options.ApiKey = "sandbox";
            options.BaseAddress = _server!.Address;
        });
        services.AddDispatcher(options =>
        {
            options.RatePerSecond = 1_000;
            options.TouchSpacing = TimeSpan.Zero;
            options.RulesAge = TimeSpan.Zero;
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
        await _services.GetRequiredService<IHostedService>().StartAsync(Stop);
    }

    /// <summary>Stops it; what it failed of fails the test.</summary>
    protected async Task StopAsync()
    {
        if (_services is null)
        {
            return;
        }

        await _services.GetRequiredService<IHostedService>().StopAsync(CancellationToken.None);
        var failure = _services.GetRequiredService<DispatcherFailure>().Exception;
        await _services.DisposeAsync();
        _services = null;
        Assert.Null(failure);
    }

    /// <summary>Waits until nothing is pending.</summary>
    protected async Task DrainedAsync() => await UntilAsync(async () =>
        await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Message")} WHERE Status = 'pending'") == 0);

    /// <summary>Waits for something.</summary>
    protected async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Patience,
                "it does not come about; pending: " + string.Join(", ", await Shop.ColumnAsync(
                    $"SELECT Kind, CapturedBy, PersonKey, Reason FROM {Shop.Own("Message")} WHERE Status = 'pending'"))
                    + $"; {_services?.GetRequiredService<DispatcherFailure>().Exception}");
            await Task.Delay(20, Stop);
        }
    }

    /// <summary>A person's attribute as JSON; null where the person does not have it.</summary>
    protected async Task<string?> AttributeAsync(string person, string attribute) =>
        (await Sandbox.PersonAsync(person, cancellationToken: Stop)) is { } found
            && found.Person.Attributes.TryGetValue(attribute, out var value) ? value.GetRawText() : null;

    /// <summary>
    /// Sets attributes of somebody at Customer.io past the outbox, as a click or another system does: after all that was
    /// sent so far, and before whatever the outbox sends next.
    /// </summary>
    protected async Task SayAsync(string person, string attributes)
    {
        var stamp = (await HistoryAsync(person)).Where(item => item.TryGetProperty("timestamp", out _)).Max(item => item.GetProperty("timestamp").GetInt64());
        await PostAsync($$"""{"type":"person","identifiers":{"id":"{{person}}"},"action":"identify","timestamp":{{stamp}},"attributes":{{attributes}}}""");
    }

    /// <summary>Sends the sandbox an item that is not the outbox's.</summary>
    protected async Task PostAsync(string item)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/entity") { Content = new StringContent(item, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("sandbox:sandbox"u8));
        using var answer = await _http!.SendAsync(request, Stop);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The items that a person got, in order of arrival.</summary>
    protected async Task<IReadOnlyList<JsonElement>> HistoryAsync(string person) =>
        [.. (await Sandbox.PersonAsync(person, cancellationToken: Stop))!.History.Select(item => JsonElement.Parse(item.Body))];

    /// <summary>The recorded faults: code, field and detail.</summary>
    protected Task<IReadOnlyList<string>> FaultLinesAsync() =>
        Shop.ColumnAsync($"SELECT Code, Field, Detail FROM {Shop.Own("Fault")} ORDER BY FaultId");

    /// <summary>Lets every event type go out under its own name.</summary>
    protected Task LiveAsync() => ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'live'");

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
