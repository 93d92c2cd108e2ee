using System.Text.Json;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Workspace;

namespace Outbox.Tests.Sandbox;

/// <summary>The Track API v1, as Customer.io's Node, Go, Ruby and Python clients speak it.</summary>
public sealed class TrackV1Tests : SandboxFixture
{
    private const string Ann = "/api/v1/customers/1";
    private static readonly (int, string) Done = (200, "{}\n");

    [Fact]
    public async Task A_person_is_identified_by_the_shape_of_the_path()
    {
        Assert.Equal(Done, await Call("PUT", Ann, """{"email":"ann@example.com","plan":"pro","created_at":1700000000}"""));
        Assert.Equal(Done, await Call("PUT", "/api/v1/customers/ann%40example.com", """{"plan":"gold"}"""));
        var cioId = (await Person("1")).GetProperty("person").GetProperty("cio_id").GetString();
        Assert.Equal(Done, await Call("PUT", $"/api/v1/customers/cio_{cioId}", """{"id":"2","city":"Ulm"}"""));
        Assert.Equal(Done, await Call("PUT", "/api/v1/customers/%2B4915112345678", "{}"));

        Assert.Equal("""{"city":"Ulm","created_at":1700000000,"email":"ann@example.com","plan":"gold"}""", await AttributesOf("2"));
        Assert.Equal("+4915112345678", (await Person("+4915112345678")).GetProperty("person").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Timestamp_and_update_have_their_own_names()
    {
        await Call("PUT", Ann, """{"_update":true,"plan":"none"}""");
        Assert.Equal(0, (await Sandbox.StatsAsync(Cancel)).People);

        await Call("PUT", Ann, """{"_timestamp":1700000002,"plan":"pro"}""");
        await Call("PUT", Ann, """{"_timestamp":1700000001,"plan":"free"}""");

        Assert.Equal("""{"plan":"pro"}""", await AttributesOf("1"));
    }

    [Fact]
    public async Task Relations_of_a_person_are_added_and_end()
    {
        const string relate = """{"cio_relationships":{"action":"ACTION","relationships":[{"identifiers":{"object_type_id":"1","object_id":"beans"}}]}}""";
        Assert.Equal(Done, await Call("PUT", Ann, relate.Replace("ACTION", "add_relationships", StringComparison.Ordinal)));
        Assert.Equal("""["1:beans"]""", (await Person("1")).GetProperty("objects").GetRawText());

        Assert.Equal(Done, await Call("PUT", Ann, relate.Replace("ACTION", "delete_relationships", StringComparison.Ordinal)));
        Assert.Equal("[]", (await Person("1")).GetProperty("objects").GetRawText());
    }

    [Fact]
    public async Task A_person_is_deleted_suppressed_and_unsuppressed()
    {
        await Call("PUT", Ann, "{}");
        Assert.Equal(Done, await Call("DELETE", Ann));
        Assert.Equal(0, (await Sandbox.StatsAsync(Cancel)).People);

        await Call("PUT", Ann, """{"email":"ann@example.com"}""");
        Assert.Equal(Done, await Call("POST", Ann + "/suppress", "{}"));
        await Call("PUT", "/api/v1/customers/ann%40example.com", "{}");
        Assert.Equal(0, (await Sandbox.StatsAsync(Cancel)).People);

        Assert.Equal(Done, await Call("POST", Ann + "/unsuppress"));
        await Call("PUT", Ann, "{}");
        Assert.Equal(1, (await Sandbox.StatsAsync(Cancel)).People);
    }

    [Fact]
    public async Task Events_pages_and_screens_reach_their_person()
    {
        Assert.Equal(Done, await Call("POST", Ann + "/events", """{"name":"Order Completed","id":"01DXF6DT0000000000000000AA","timestamp":1700000000,"data":{"total":1.5}}"""));
        Assert.Equal(Done, await Call("POST", Ann + "/events", """{"name":"https://shop.example/","type":"page"}"""));
        Assert.Equal(Done, await Call("POST", Ann + "/events", """{"name":"cart","type":"screen"}"""));
        Assert.Equal(Done, await Call("POST", Ann + "/events", """{"name":"other","type":"whatever"}"""));
        Assert.Equal(Done, await Call("POST", Ann + "/events", """{"name":"Order Completed","id":"01DXF6DT0000000000000000AA","timestamp":1700000000,"data":{"total":1.5}}"""));

        var events = await Sandbox.EventsAsync(person: "1", cancellationToken: Cancel).ToListAsync(Cancel);
        Assert.Equal(["event", "page", "screen", "event"], events.Select(entry => entry.Kind));
        Assert.Equal(("Order Completed", 1_700_000_000, """{"total":1.5}""", 2), (events[0].Name, events[0].Timestamp, events[0].Attributes.GetRawText(), events[0].TimesReceived));
    }

    [Fact]
    public async Task An_anonymous_event_goes_to_whoever_is_identified_with_its_id()
    {
        Assert.Equal(Done, await Call("POST", "/api/v1/events", """{"name":"product.viewed","anonymous_id":"cookie","data":{"sku":"a"}}"""));
        var unknown = await Sandbox.EventsAsync(cancellationToken: Cancel).SingleAsync(Cancel);
        Assert.Equal(("cookie", "anonymous_id", false), (unknown.Person, unknown.IdentifiedBy, unknown.CanStartCampaigns));
        Assert.Equal(0, (await Sandbox.StatsAsync(Cancel)).People);

        await Call("PUT", Ann, """{"anonymous_id":"cookie"}""");
        await Call("POST", "/api/v1/events", """{"name":"cart.viewed","anonymous_id":"cookie"}""");
        await Call("PUT", "/api/v1/customers/2", """{"anonymous_id":"cookie"}""");

        Assert.Equal(2, await Sandbox.EventsAsync(person: "1", cancellationToken: Cancel).CountAsync(Cancel));
        Assert.Equal(2, (await Person("1")).GetProperty("person").GetProperty("events").GetInt32());
        Assert.Equal(0, (await Person("2")).GetProperty("person").GetProperty("events").GetInt32());
        Assert.All(await Sandbox.EventsAsync(cancellationToken: Cancel).ToListAsync(Cancel), entry => Assert.True(entry.CanStartCampaigns));
    }

    [Fact]
    public async Task Two_people_are_merged()
    {
        await Call("PUT", Ann, "{}");
        await Call("PUT", "/api/v1/customers/g", """{"email":"ann@example.com"}""");

        Assert.Equal(Done, await Call("POST", "/api/v1/merge_customers", """{"primary":{"id":"1"},"secondary":{"email":"ann@example.com"}}"""));

        Assert.Equal("""{"email":"ann@example.com"}""", await AttributesOf("1"));
        Assert.Equal(1, (await Sandbox.StatsAsync(Cancel)).People);
    }

    [Fact]
    public async Task Devices_come_and_go()
    {
        Assert.Equal(Done, await Call("PUT", Ann + "/devices", """{"device":{"id":"a/b","platform":"ios","last_used":5,"attributes":{"os":"1"}}}"""));
        Assert.Equal(
            """[{"token":"a/b","platform":"ios","last_used":5,"attributes":{"os":"1"}}]""",
            (await Person("1")).GetProperty("devices").GetRawText());

        Assert.Equal(Done, await Call("DELETE", Ann + "/devices/a%2Fb"));
        Assert.Equal("[]", (await Person("1")).GetProperty("devices").GetRawText());
    }

    [Theory]
    [InlineData("/api/v1/metrics", """{"delivery_id":"d","metric":"clicked","timestamp":1700000000,"href":"https://shop.example","recipient":"a@b.c"}""", "clicked")]
    [InlineData("/api/v1/push/events", """{"delivery_id":"d","event":"opened","device_id":"t","timestamp":1700000000}""", "opened")]
    [InlineData("/push/events", """{"delivery_id":"d","event":"delivered","device_id":"t","timestamp":1700000000}""", "delivered")]
    public async Task Reports_about_messages_are_kept(string path, string body, string metric)
    {
        Assert.Equal(Done, await Call("POST", path, body));

        var entry = JsonElement.Parse((await Call("GET", "/sandbox/metrics")).Body).GetProperty("entries")[0];
        Assert.Equal(("d", metric, 1_700_000_000), (entry.GetProperty("delivery_id").GetString(), entry.GetProperty("metric").GetString(), entry.GetProperty("timestamp").GetInt64()));
    }

    [Fact]
    public async Task A_person_unsubscribes_by_a_delivery_that_a_report_named_them_for_without_credentials()
    {
        await Call("PUT", Ann, """{"email":"ann@example.com"}""");
        await Call("POST", "/api/v1/metrics", """{"delivery_id":"d","metric":"opened","recipient":"ann@example.com"}""");
        Http.DefaultRequestHeaders.Authorization = null;

        Assert.Equal(Done, await Call("POST", "/unsubscribe/d", """{"unsubscribe":true}"""));
        Assert.Equal(Done, await Call("POST", "/unsubscribe/unknown", """{"unsubscribe":true}"""));

        Assert.Equal("""{"email":"ann@example.com","unsubscribed":true}""", await AttributesOf("1"));
        Assert.Single(await Sandbox.ItemsAsync(ItemOutcome.Ignored, 0, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task People_join_and_leave_a_manual_segment()
    {
        await Call("PUT", Ann, """{"email":"ann@example.com"}""");

        Assert.Equal(Done, await Call("POST", "/api/v1/segments/7/add_customers?id_type=email", """{"ids":["ann@example.com","nobody@example.com"]}"""));
        Assert.Equal("[7]", (await Person("1")).GetProperty("segments").GetRawText());

        Assert.Equal(Done, await Call("POST", "/api/v1/segments/7/remove_customers", """{"ids":["1"]}"""));
        Assert.Equal("[]", (await Person("1")).GetProperty("segments").GetRawText());
    }

    [Fact]
    public async Task A_form_identifies_whoever_filled_it_in()
    {
        Assert.Equal((204, ""), await Call("POST", "/api/v1/forms/newsletter/submit", """{"data":{"email":"ann@example.com","first_name":"Ann","form_name":"x"}}"""));
        Assert.Equal("""{"email":"ann@example.com","first_name":"Ann"}""", await AttributesOf("ann@example.com", "email"));

        Assert.Equal(400, (await Call("POST", "/api/v1/forms/newsletter/submit", """{"data":{"email_address":"ann@example.com"}}""")).Status);
        Assert.Equal(400, (await Call("POST", "/api/v1/forms/newsletter/submit", """{"data":{"email":"a@b.c","age":7}}""")).Status);
    }

    [Theory]
    [InlineData("POST", Ann + "/events", "{}", """{"meta":{"errors":["name: `name` is required."]}}""")]
    [InlineData("POST", "/api/v1/events", "[", """{"meta":{"errors":[""")]
    [InlineData("PUT", Ann + "/devices", """{"device":{"id":"t","platform":"web"}}""", """{"meta":{"errors":["device.platform""")]
    [InlineData("POST", "/api/v1/merge_customers", """{"primary":{"id":"1","email":"a@b.c"},"secondary":{"id":"2"}}""", """{"meta":{"error":"primary: """)]
    [InlineData("POST", "/api/v1/metrics", """{"metric":"opened"}""", """{"meta":{"errors":["identifiers.id""")]
    [InlineData("POST", "/api/v1/segments/7/add_customers", """{"ids":[]}""", """{"meta":{"errors":["ids: """)]
    public async Task What_is_wrong_is_a_400_in_the_form_of_v1(string method, string path, string body, string answer)
    {
        var (status, text) = await Call(method, path, body);

        Assert.Equal(400, status);
        Assert.StartsWith(answer, text, StringComparison.Ordinal);
        Assert.Equal(0, (await Sandbox.StatsAsync(Cancel)).People);
    }

    [Fact]
    public async Task Wrong_credentials_are_401_and_an_unknown_address_404()
    {
        Assert.Equal(404, (await Call("POST", Ann + "/unknown", "{}")).Status);
        Http.DefaultRequestHeaders.Authorization = Basic("sandbox", "wrong");

        var (status, body) = await Call("PUT", Ann, "{}");

        Assert.Equal((401, """{"meta":{"error":"The site id or the API key is wrong."}}"""), (status, body));
        Assert.Equal(0, (await Sandbox.StatsAsync(Cancel)).Items);
    }

    [Fact]
    public async Task Faults_meet_v1_too_and_a_redirect_keeps_the_escaped_path()
    {
        await Sandbox.SetFaultsAsync(new FaultSettings { Redirect = 1 }, Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/api/v1/customers/a%2Fb", UriKind.Relative)) { Content = new StringContent("{}") };
        using var redirected = await Http.SendAsync(request, Cancel);
        Assert.Equal(307, (int)redirected.StatusCode);
        Assert.EndsWith("/redirected/api/v1/customers/a%2Fb", redirected.Headers.Location!.ToString(), StringComparison.Ordinal);

        Assert.Equal(Done, await Call("PUT", redirected.Headers.Location.PathAndQuery, "{}"));
        Assert.Equal("a/b", (await Person("a/b")).GetProperty("person").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_call_stands_in_the_log_as_the_item_of_v2_that_does_the_same()
    {
        await Call("PUT", Ann, """{"plan":"pro"}""");

        var item = await Sandbox.ItemsAsync(cancellationToken: Cancel).SingleAsync(Cancel);
        Assert.Equal("""{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"plan":"pro"}}""", item.Body);
        Assert.Equal(ItemOutcome.Applied, item.Outcome);
        Assert.Equal("PUT", (await Sandbox.RequestsAsync(0, Cancel).SingleAsync(Cancel)).Method);
    }
}
