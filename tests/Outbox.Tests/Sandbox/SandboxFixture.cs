using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Outbox.Sandbox;
using Outbox.Sandbox.Query;

namespace Outbox.Tests.Sandbox;

/// <summary>A real server on a free port, one for each test.</summary>
public abstract class SandboxFixture : IAsyncLifetime
{
    protected const string One = """{"type":"person","action":"event","identifiers":{"id":"1"},"name":"a","id":"01DXF6DT0000000000000000AA"}""";
    protected const string Bad = """{"type":"person","action":"event","identifiers":{"id":"1"}}""";

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected SandboxServer Server { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    protected SandboxClient Sandbox { get; private set; } = null!;

    protected virtual SandboxOptions Options { get; } = new() { Url = "http://127.0.0.1:0" };

    public async ValueTask InitializeAsync()
    {
        Server = await SandboxServer.StartAsync(Options, Cancel);
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Server.Address };
        Http.DefaultRequestHeaders.Authorization = Basic("sandbox", "sandbox");
        Sandbox = new(Http);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    protected static string Batch(params string[] items) => $"{{\"batch\":[{string.Join(',', items)}]}}";

    protected async Task<(int Status, string Body)> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>A call of any method; null = without a body.</summary>
    protected async Task<(int Status, string Body)> Call(string method, string path, string? body = null, string? bearer = null)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (bearer is not null)
            request.Headers.Authorization = new("Bearer", bearer);
        using var response = await Http.SendAsync(request, Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>A person as the sandbox shows them.</summary>
    protected async Task<JsonElement> Person(string id, string by = "id")
    {
        var (_, body) = await Call("GET", $"/sandbox/people/{Uri.EscapeDataString(id)}?by={by}");
        return JsonElement.Parse(body);
    }

    /// <summary>A person's attributes as one JSON text, by name.</summary>
    protected async Task<string> AttributesOf(string id, string by = "id") =>
        (await Person(id, by)).GetProperty("person").GetProperty("attributes").GetRawText();

    protected async Task<HttpResponseMessage> PostRaw(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await Http.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
    }
}
