using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Query;

/// <summary>
/// Asks a sandbox what it accepted, and sets its faults. Failures are <see cref="HttpRequestException"/>.
/// </summary>
/// <param name="http">With the sandbox's address as <see cref="HttpClient.BaseAddress"/>; stays the caller's.</param>
public sealed class SandboxClient(HttpClient http)
{
    /// <summary>Counters.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SandboxStats> StatsAsync(CancellationToken cancellationToken = default) =>
        GetAsync("sandbox/stats", SandboxJson.Default.SandboxStats, cancellationToken);

    /// <summary>Whether the sandbox answers.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SandboxHealth> HealthAsync(CancellationToken cancellationToken = default) =>
        GetAsync("sandbox/health", SandboxJson.Default.SandboxHealth, cancellationToken);

    /// <summary>Distinct events in order of arrival, fetched page by page.</summary>
    /// <param name="name">Only those of a name.</param>
    /// <param name="person">Only those sent for an identifier's value, or whose person has that id.</param>
    /// <param name="after">Only those above this sequence number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<EventEntry> EventsAsync(
        string? name = null, string? person = null, long after = 0, CancellationToken cancellationToken = default) =>
        PagesAsync($"sandbox/events?{Filter("name", name)}{Filter("person", person)}", after, SandboxJson.Default.PageEventEntry, cancellationToken);

    /// <summary>People in order of creation, fetched page by page.</summary>
    /// <param name="search">Only those whose id, e-mail or phone contains this text, in either case.</param>
    /// <param name="deleted">The deleted ones too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<PersonEntry> PeopleAsync(
        string? search = null, bool deleted = false, CancellationToken cancellationToken = default) =>
        PagesAsync($"sandbox/people?{Filter("search", search)}{Filter("deleted", deleted ? "true" : null)}", 0, SandboxJson.Default.PagePersonEntry, cancellationToken);

    /// <summary>Objects in order of creation, fetched page by page.</summary>
    /// <param name="type">Only those of a type.</param>
    /// <param name="deleted">The deleted ones too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<ObjectEntry> ObjectsAsync(
        string? type = null, bool deleted = false, CancellationToken cancellationToken = default) =>
        PagesAsync($"sandbox/objects?{Filter("type", type)}{Filter("deleted", deleted ? "true" : null)}", 0, SandboxJson.Default.PageObjectEntry, cancellationToken);

    /// <summary>One person; null where nobody ever had the identifier. A deleted person is found by their id.</summary>
    /// <param name="value">The identifier's value.</param>
    /// <param name="by"><c>id</c>, <c>email</c>, <c>phone</c> or <c>cio_id</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PersonDetail?> PersonAsync(string value, string by = "id", CancellationToken cancellationToken = default)
    {
        using var response = await http.GetAsync(
            new Uri($"sandbox/people/{Uri.EscapeDataString(value)}?by={by}", UriKind.Relative), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(SandboxJson.Default.PersonDetail, cancellationToken);
    }

    /// <summary>Items as they arrived, fetched page by page.</summary>
    /// <param name="outcome">Only those of which this came; any but <see cref="ItemOutcome.Applied"/>. Null = all.</param>
    /// <param name="after">Only those above this sequence number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<ItemEntry> ItemsAsync(
        ItemOutcome? outcome = null, long after = 0, CancellationToken cancellationToken = default) =>
        ItemPagesAsync(outcome switch
        {
            null => "items",
            ItemOutcome.Rejected => "rejections",
            ItemOutcome.Resend => "resends",
            ItemOutcome.Conflict => "conflicts",
            ItemOutcome.Ignored => "ignored",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Ask for all items and pick the applied ones."),
        }, after, cancellationToken);

    /// <summary>Items that were taken although the sender would hardly want it.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<ItemEntry> WarningsAsync(CancellationToken cancellationToken = default) =>
        ItemPagesAsync("warnings", 0, cancellationToken);

    /// <summary>Reports about messages, fetched page by page.</summary>
    /// <param name="after">Only those above this sequence number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<MetricEntry> MetricsAsync(long after = 0, CancellationToken cancellationToken = default) =>
        PagesAsync("sandbox/metrics?", after, SandboxJson.Default.PageMetricEntry, cancellationToken);

    /// <summary>Requests in order of arrival, fetched page by page.</summary>
    /// <param name="after">Only those above this number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<RequestEntry> RequestsAsync(long after = 0, CancellationToken cancellationToken = default) =>
        PagesAsync("sandbox/requests?", after, SandboxJson.Default.PageRequestEntry, cancellationToken);

    /// <summary>The faults as they are set.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<FaultSettings> FaultsAsync(CancellationToken cancellationToken = default) =>
        GetAsync("sandbox/faults", SandboxJson.Default.FaultSettings, cancellationToken);

    /// <summary>Sets all faults.</summary>
    /// <param name="faults">What from now on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SetFaultsAsync(FaultSettings faults, CancellationToken cancellationToken = default)
    {
        using var response = await http.PutAsJsonAsync(
            new Uri("sandbox/faults", UriKind.Relative), faults, SandboxJson.Default.FaultSettings, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Forgets everything, and sets the faults of the start again.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        using var response = await http.PostAsync(new Uri("sandbox/reset", UriKind.Relative), null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static string Filter(string name, string? value) =>
        value is null ? "" : $"{name}={Uri.EscapeDataString(value)}&";

    private IAsyncEnumerable<ItemEntry> ItemPagesAsync(string log, long after, CancellationToken cancellationToken) =>
        PagesAsync($"sandbox/{log}?", after, SandboxJson.Default.PageItemEntry, cancellationToken);

    private async IAsyncEnumerable<T> PagesAsync<T>(
        string query, long after, JsonTypeInfo<Page<T>> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long? next = after; next is not null;)
        {
            var page = await GetAsync(
                string.Create(CultureInfo.InvariantCulture, $"{query}limit=5000&after={next}"), type, cancellationToken);
            foreach (var entry in page.Entries)
            {
                yield return entry;
            }

            next = page.Next;
        }
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync(new Uri(path, UriKind.Relative), type, cancellationToken)
        ?? throw new HttpRequestException($"The sandbox answered null to {path}.");
}
