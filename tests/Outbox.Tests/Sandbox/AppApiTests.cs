using System.Text.Json;

namespace Outbox.Tests.Sandbox;

/// <summary>What reads people back of the App API.</summary>
public sealed class AppApiTests : SandboxFixture
{
    private const string Key = "sandbox";

    [Fact]
    public async Task People_are_found_by_email()
    {
        await Call("PUT", "/api/v1/customers/1", """{"email":"ann+1@example.com"}""");

        var found = await Read("/v1/customers?email=ANN%2B1%40example.com");
        var person = Assert.Single(found.GetProperty("results").EnumerateArray());
        Assert.Equal(("1", "ann+1@example.com"), (person.GetProperty("id").GetString(), person.GetProperty("email").GetString()));
        Assert.Equal("""{"results":[]}""", (await Call("GET", "/v1/customers?email=nobody%40example.com", bearer: Key)).Body);
    }

    [Fact]
    public async Task Attributes_are_texts_beside_identifiers_times_devices_and_the_opt_out()
    {
        await Call("PUT", "/api/v1/customers/1", """{"email":"ann@example.com","orders":3,"unsubscribed":"TRUE","_timestamp":1700000000}""");
        await Call("PUT", "/api/v1/customers/1/devices", """{"device":{"id":"t","platform":"ios","last_used":5}}""");

        var customer = (await Read("/v1/customers/1/attributes")).GetProperty("customer");

        Assert.Equal("1", customer.GetProperty("id").GetString());
        Assert.Equal("ann@example.com", customer.GetProperty("identifiers").GetProperty("email").GetString());
        Assert.Equal("3", customer.GetProperty("attributes").GetProperty("orders").GetString());
        Assert.Equal(1_700_000_000, customer.GetProperty("timestamps").GetProperty("orders").GetInt64());
        Assert.True(customer.GetProperty("unsubscribed").GetBoolean());
        Assert.Equal("t", customer.GetProperty("devices")[0].GetProperty("id").GetString());
        Assert.Equal("1", (await Read("/v1/customers/ann%40example.com/attributes?id_type=email")).GetProperty("customer").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Activities_are_newest_first_of_a_type_and_in_pages()
    {
        await Call("PUT", "/api/v1/customers/1", """{"email":"ann@example.com"}""");
        await Call("POST", "/api/v1/customers/1/events", """{"name":"a","data":{"n":1}}""");
        await Call("PUT", "/api/v1/customers/2", """{"email":"bob@example.com"}""");
        await Call("PUT", "/api/v1/customers/2", """{"email":"ann@example.com"}""");
        await Call("POST", "/api/v1/customers/1/events", """{"name":"b"}""");

        Assert.Equal(["event", "event", "attribute_change"], Types(await Read("/v1/customers/1/activities")));
        Assert.Equal(["failed_attribute_change", "attribute_change"], Types(await Read("/v1/customers/2/activities")));
        var first = await Read("/v1/customers/1/activities?type=event&limit=1");
        Assert.Equal("b", Assert.Single(first.GetProperty("activities").EnumerateArray()).GetProperty("name").GetString());
        var second = await Read($"/v1/customers/1/activities?type=event&limit=1&start={first.GetProperty("next").GetString()}");
        Assert.Equal("""{"n":1}""", Assert.Single(second.GetProperty("activities").EnumerateArray()).GetProperty("data").GetRawText());
        Assert.Equal("", second.GetProperty("next").GetString());
    }

    [Fact]
    public async Task Segments_are_those_a_person_was_put_into()
    {
        await Call("PUT", "/api/v1/customers/1", "{}");
        await Call("POST", "/api/v1/segments/7/add_customers", """{"ids":["1"]}""");

        Assert.Equal(7, (await Read("/v1/customers/1/segments")).GetProperty("segments")[0].GetProperty("id").GetInt32());
    }

    [Theory]
    [InlineData("/v1/customers/nobody/attributes", Key, 404)]
    [InlineData("/v1/customers/1/attributes?id_type=phone", Key, 400)]
    [InlineData("/v1/customers", Key, 400)]
    [InlineData("/v1/customers?email=a%40b.c", "wrong", 401)]
    [InlineData("/v1/customers/1/unknown", Key, 404)]
    public async Task What_cannot_be_answered_is_refused(string path, string key, int status) =>
        Assert.Equal(status, (await Call("GET", path, bearer: key)).Status);

    private async Task<JsonElement> Read(string path)
    {
        var (status, body) = await Call("GET", path, bearer: Key);
        Assert.Equal(200, status);
        return JsonElement.Parse(body);
    }

    private static IEnumerable<string?> Types(JsonElement answer) =>
        answer.GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("type").GetString());
}
