using Outbox.Core.Errors;
using Outbox.CustomerIo;

namespace Outbox.Tests.CustomerIo;

public class AccountTests
{
    private const string Us = """{"url":"https://track.customer.io","region":"us","environment_id":12345}""";

    [Fact]
    public async Task The_account_tells_its_region_and_environment()
    {
        using var harness = new Harness(FakeServer.Answer(200, Us));

        var account = await ReadAsync(harness);

        Assert.Equal(new TrackAccount("us", 12345, new Uri("https://track.customer.io")), account);
        var request = Assert.Single(harness.Server.Requests);
        Assert.Equal((HttpMethod.Get, "https://track.customer.io/api/v1/accounts/region", ""), (request.Method, request.Uri.AbsoluteUri, request.Body));
        Assert.Equal("Basic " + Convert.ToBase64String("site:key"u8), request.Authorization);
        Assert.Equal("/api/v1/accounts/region", Assert.Single(harness.Observed).Path);
    }

    [Fact]
    public async Task A_start_outlives_a_short_fault()
    {
        using var harness = new Harness(FakeServer.Answer(503), FakeServer.Throw(new HttpRequestException("cut")), FakeServer.Answer(200, Us));

        Assert.Equal("us", (await ReadAsync(harness)).Region);
    }

    [Fact]
    public async Task An_account_of_another_region_is_an_error_that_names_both_and_the_setting()
    {
        using var harness = new Harness(
            FakeServer.Answer(302, location: "https://track-eu.customer.io/api/v1/accounts/region"),
            FakeServer.Answer(200, """{"url":"https://track-eu.customer.io","region":"eu","environment_id":1}"""));

        var error = await Assert.ThrowsAsync<OutboxException>(() => ReadAsync(harness));

        Assert.Equal("OBX311", error.Code.Id);
        Assert.Equal("The workspace is in the region 'eu', but the region configured is 'us'.", error.Message);
        Assert.Equal("Outbox:CustomerIo:Region (environment variable OUTBOX__CUSTOMERIO__REGION)", error.Where);
    }

    [Theory]
    [InlineData(401, "{}", "OBX310")]
    [InlineData(403, "{}", "OBX310")]
    [InlineData(429, "", "OBX312")]
    [InlineData(503, "", "OBX312")]
    [InlineData(404, "<html>", "OBX313")]
    [InlineData(303, "", "OBX313")]
    [InlineData(200, "<html>", "OBX313")]
    [InlineData(200, "{}", "OBX313")]
    [InlineData(200, "[]", "OBX313")]
    [InlineData(200, """{"region":"us"}""", "OBX313")]
    [InlineData(200, """{"region":"us","environment_id":"x"}""", "OBX313")]
    [InlineData(200, """{"region":"us","environment_id":1.5}""", "OBX313")]
    [InlineData(200, """{"region":"asia","environment_id":1}""", "OBX313")]
    [InlineData(200, """{"region":7,"environment_id":1}""", "OBX313")]
    public async Task Any_other_answer_is_one_clear_error(int status, string body, string code)
    {
        using var harness = new Harness(o => o.ApiKey = "secret", FakeServer.Answer(status, body));

        var error = await Assert.ThrowsAsync<OutboxException>(() => ReadAsync(harness));

        Assert.Equal((code, ErrorKind.CustomerIo), (error.Code.Id, error.Code.Kind));
        Assert.Equal("https://track.customer.io/", error.Where);
        Assert.DoesNotContain("secret", error.Message + error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_credentials_name_the_settings()
    {
        using var harness = new Harness(FakeServer.Answer(401));

        var error = await Assert.ThrowsAsync<OutboxException>(() => ReadAsync(harness));

        Assert.Contains("Outbox:CustomerIo:SiteId", error.Mend, StringComparison.Ordinal);
        Assert.Contains("OUTBOX__CUSTOMERIO__APIKEY", error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_elsewhere_is_an_error_of_its_own()
    {
        using var harness = new Harness(FakeServer.Answer(302, location: "https://login.portal.example/"));

        var error = await Assert.ThrowsAsync<OutboxException>(() => ReadAsync(harness));

        Assert.Equal("OBX314", error.Code.Id);
        Assert.Contains("https://login.portal.example", error.Message, StringComparison.Ordinal);
        Assert.Single(harness.Server.Requests);
    }

    [Fact]
    public async Task An_unreachable_host_is_named_with_the_cause()
    {
        using var harness = new Harness(new FakeServer.Unconnected(HttpRequestError.ConnectionError).Step);

        var error = await Assert.ThrowsAsync<OutboxException>(() => ReadAsync(harness));

        Assert.Equal("OBX312", error.Code.Id);
        Assert.Equal("Customer.io cannot be reached at track.customer.io: Connection refused (127.0.0.1:9).", error.Message);
    }

    private static Task<TrackAccount> ReadAsync(Harness harness) => harness.Api.ReadAccountAsync(TestContext.Current.CancellationToken);
}
