using System.Net;
using Outbox.Core.Errors;
using Outbox.Sandbox;

namespace Outbox.Tests.Sandbox;

public class TrackApiTests : SandboxFixture
{
    protected override SandboxOptions Options { get; } =
        new() { Url = "http://127.0.0.1:0", Region = SandboxRegion.Eu, EnvironmentId = 77, MaxItemsPerBatch = 3 };

    [Fact]
    public async Task A_valid_batch_is_answered_with_an_empty_object()
    {
        Assert.Equal((200, "{}\n"), await Post("/api/v2/batch", Batch(One)));
        Assert.Equal(1, (await Sandbox.StatsAsync(Cancel)).Events);
    }

    [Fact]
    public async Task Invalid_items_are_named_by_index_and_the_others_are_applied()
    {
        var (status, body) = await Post("/api/v2/batch", Batch(Bad, One, "7"));

        Assert.Equal(207, status);
        Assert.Equal(
            """{"errors":[{"batch_index":0,"reason":"required","field":"name","message":"`name` is required."},"""
            + """{"batch_index":2,"reason":"invalid","field":"item","message":"An item must be an object."}]}""",
            body);
        Assert.Equal(1, (await Sandbox.StatsAsync(Cancel)).Events);
        Assert.Equal([1L, 3], await Sandbox.ItemsAsync(Outbox.Sandbox.Workspace.ItemOutcome.Rejected, 0, Cancel).Select(item => item.Sequence).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData("batch", "{}")]
    [InlineData("batch", """{"batch":{}}""")]
    [InlineData("batch", """{"batch":[]}""")]
    [InlineData("batch", """{"batch":[1,2,3,4]}""")]
    [InlineData("body", "[]")]
    [InlineData("body", """{"batch":[""")]
    [InlineData("body", "")]
    public async Task A_malformed_batch_is_refused_as_a_whole(string field, string request)
    {
        var (status, body) = await Post("/api/v2/batch", request);

        Assert.Equal(400, status);
        Assert.Contains($"\"field\":\"{field}\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("batch_index", body, StringComparison.Ordinal);
        Assert.Equal(0, (await Sandbox.StatsAsync(Cancel)).Items);
    }

    [Theory]
    [InlineData(499_999, 200)]
    [InlineData(500_000, 200)]
    [InlineData(500_001, 400)]
    [InlineData(3_000_000, 400)]
    public async Task A_request_has_500000_bytes(int bytes, int expected)
    {
        var (status, _) = await Post("/api/v2/batch", Batch(One).PadRight(bytes));

        Assert.Equal(expected, status);
        Assert.Equal(bytes, (await Sandbox.RequestsAsync(0, Cancel).SingleAsync(Cancel)).Bytes);
    }

    [Fact]
    public async Task A_body_that_is_not_utf8_is_refused()
    {
        using var content = new ByteArrayContent([.. "{\"batch\":\"\xC3\x28\"}".Select(c => (byte)c)]);
        using var response = await Http.PostAsync(new Uri("/api/v2/batch", UriKind.Relative), content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_entity_is_answered_with_200_or_400()
    {
        Assert.Equal((200, "{}\n"), await Post("/api/v2/entity", One));
        Assert.Equal(400, (await Post("/api/v2/entity", Bad)).Status);
    }

    [Theory]
    [InlineData("sandbox", "wrong")]
    [InlineData("wrong", "sandbox")]
    [InlineData("", "")]
    public async Task Wrong_credentials_are_401_and_nothing_is_applied(string user, string password)
    {
        Http.DefaultRequestHeaders.Authorization = Basic(user, password);

        Assert.Equal(401, (await Post("/api/v2/batch", Batch(One))).Status);
        Assert.Equal(401, (await Post("/api/v2/entity", One)).Status);
        using var region = await Http.GetAsync(new Uri("/api/v1/accounts/region", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, region.StatusCode);
        Assert.Equal(0, (await Sandbox.StatsAsync(Cancel)).Items);
    }

    [Fact]
    public async Task The_region_is_answered() => Assert.Equal(
        $$"""{"url":"{{Server.Address.GetLeftPart(UriPartial.Authority)}}","region":"eu","environment_id":77}""",
        await Http.GetStringAsync(new Uri("/api/v1/accounts/region", UriKind.Relative), Cancel));

    [Fact]
    public async Task A_port_in_use_is_one_clear_error()
    {
        var error = await Assert.ThrowsAsync<OutboxException>(
            () => SandboxServer.StartAsync(new() { Url = Server.Address.ToString() }, Cancel));

        Assert.Equal(SandboxErrors.PortInUse, error.Code);
        Assert.Equal(Server.Address.ToString(), error.Where);
    }

    [Theory]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://sandbox.example:0")]
    [InlineData("7272")]
    [InlineData("http://127.0.0.1:0/path")]
    public async Task An_address_that_it_cannot_listen_on_is_one_clear_error(string url) => Assert.Equal(
        SandboxErrors.BadAddress,
        (await Assert.ThrowsAsync<OutboxException>(() => SandboxServer.StartAsync(new() { Url = url }, Cancel))).Code);

    [Fact]
    public async Task An_option_out_of_range_is_one_clear_error() => Assert.Equal(
        "Faults.Cut",
        (await Assert.ThrowsAsync<OutboxException>(
            () => SandboxServer.StartAsync(new() { Url = "http://127.0.0.1:0", Faults = new() { Cut = 1.5 } }, Cancel))).Where);

    [Fact]
    public async Task Completion_ends_when_the_sandbox_stops()
    {
        Assert.False(Server.Completion.IsCompleted);
        await Server.StopAsync(Cancel);
        await Server.Completion.WaitAsync(Cancel);
    }

    [Fact]
    public async Task The_page_is_served_whole()
    {
        var page = await Http.GetStringAsync(new Uri("/", UriKind.Relative), Cancel);

        Assert.Contains("<title>Outbox sandbox</title>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
    }
}
