using Outbox.CustomerIo.Http;

namespace Outbox.Tests.CustomerIo;

public class RedirectPolicyTests
{
    [Theory]
    [InlineData("https://track.customer.io/a", "https://track-eu.customer.io/a", true)]
    [InlineData("https://track.customer.io/a", "https://TRACK-EU.CUSTOMER.IO/b", true)]
    [InlineData("https://track.customer.io/a", "https://track.customer.io/b", true)]
    [InlineData("http://127.0.0.1:8080/a", "http://127.0.0.1:8080/b", true)]
    [InlineData("https://gateway.shop.example/a", "https://gateway.shop.example/b", true)]
    [InlineData("https://track.customer.io/a", "http://track.customer.io/a", false)]
    [InlineData("https://track.customer.io/a", "http://track-eu.customer.io/a", false)]
    [InlineData("https://track.customer.io/a", "https://track-eu.customer.io:8443/a", false)]
    [InlineData("https://track.customer.io/a", "https://evilcustomer.io/a", false)]
    [InlineData("https://track.customer.io/a", "https://customer.io.evil.example/a", false)]
    [InlineData("https://track.customer.io/a", "https://track.customer.io@evil.example/a", false)]
    [InlineData("https://track.customer.io/a", "https://evil.example/.customer.io", false)]
    [InlineData("https://gateway.shop.example/a", "https://track-eu.customer.io/a", false)]
    [InlineData("http://127.0.0.1:8080/a", "http://127.0.0.1:8081/a", false)]
    [InlineData("http://127.0.0.1:8080/a", "https://track.customer.io/a", false)]
    [InlineData("https://track.customer.io/a", "file:///etc/passwd", false)]
    public void Credentials_and_data_stay_with_the_host_or_inside_customer_io(string from, string to, bool isFollowed) =>
        Assert.Equal(isFollowed, RedirectPolicy.Objection(new Uri(from), new Uri(to), 0) is null);

    [Fact]
    public void The_fourth_redirect_in_a_row_is_a_circle()
    {
        var uri = new Uri("https://track.customer.io/a");

        Assert.Null(RedirectPolicy.Objection(uri, uri, 2));
        Assert.Equal("more than 3 redirects in a row, the last to https://track.customer.io", RedirectPolicy.Objection(uri, uri, 3));
    }

    [Fact]
    public void A_redirect_to_nowhere_is_not_followed() =>
        Assert.NotNull(RedirectPolicy.Objection(new Uri("https://track.customer.io/a"), null, 0));

    [Fact]
    public void What_is_said_of_a_redirect_shows_neither_its_user_nor_its_query() => Assert.DoesNotContain(
        "secret", RedirectPolicy.Objection(new Uri("https://track.customer.io/a"), new Uri("https://secret@x.example/?t=secret"), 0), StringComparison.Ordinal);

    [Fact]
    public async Task A_redirect_gets_the_same_method_body_and_credentials_and_the_next_call_asks_the_first_host()
    {
        using var harness = new Harness(
            FakeServer.Answer(301, location: "https://track-eu.customer.io/api/v2/batch"), FakeServer.Answer(307, location: "/elsewhere"), FakeServer.Answer(503), FakeServer.Answer(200));

        var answer = await harness.SendAsync(2);

        Assert.Equal(Outbox.CustomerIo.AnswerKind.Accepted, answer.Kind);
        Assert.Equal(
            ["https://track.customer.io/api/v2/batch", "https://track-eu.customer.io/api/v2/batch", "https://track-eu.customer.io/elsewhere", "https://track.customer.io/api/v2/batch"],
            harness.Server.Requests.Select(r => r.Uri.AbsoluteUri));
        Assert.Single(harness.Server.Requests.Select(r => (r.Method, r.Body, r.Authorization)).Distinct());
        Assert.Equal(2, answer.Attempts.Count);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Nothing_goes_to_another_host(int status)
    {
        using var harness = new Harness(FakeServer.Answer(status, location: "https://evil.example/"));

        var answer = await harness.SendAsync();

        Assert.Single(harness.Server.Requests);
        Assert.Equal((Outbox.CustomerIo.AnswerKind.NotUnderstood, false), (answer.Kind, answer.IsAmbiguous));
        Assert.Contains("the redirect to https://evil.example was not followed", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circle_of_redirects_ends_after_three()
    {
        using var harness = new Harness(FakeServer.Answer(302, location: "/again"));

        var answer = await harness.SendAsync();

        Assert.Equal(4, harness.Server.Requests.Count);
        Assert.Contains("more than 3 redirects", answer.Detail, StringComparison.Ordinal);
    }
}
