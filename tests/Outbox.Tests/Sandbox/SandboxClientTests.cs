using System.Net;
using System.Security.Cryptography;
using System.Text;
using Outbox.Core.Events;
using Outbox.Sandbox;
using Outbox.Sandbox.Workspace;

namespace Outbox.Tests.Sandbox;

public class SandboxClientTests : SandboxFixture
{
    protected override SandboxOptions Options { get; } = new() { Url = "http://127.0.0.1:0", Faults = new() { SlowMilliseconds = 5 } };

    [Fact]
    public async Task An_event_comes_back_as_it_was_sent()
    {
        await Post("/api/v2/batch", Batch("""{"type":"person","action":"event","identifiers":{"email":"a@b.c"},"name":"bought","id":"01dxf6dt0000000000000000aa","timestamp":5,"attributes":{"n":1.50,"t":"ü"}}"""));

        var entry = await Sandbox.EventsAsync(name: "bought", cancellationToken: Cancel).SingleAsync(Cancel);

        Assert.Equal((1, 1), (entry.Sequence, entry.Request));
        Assert.Equal(("event", "bought", "01DXF6DT0000000000000000AA"), (entry.Kind, entry.Name, entry.Ulid));
        Assert.Equal(("a@b.c", "email", 5), (entry.Person, entry.IdentifiedBy, entry.Timestamp));
        Assert.Equal("""{"n":1.50,"t":"ü"}""", entry.Attributes.GetRawText());
        Assert.False(entry.CanStartCampaigns);
    }

    [Fact]
    public async Task Events_are_found_by_name_by_person_and_after_a_number()
    {
        await Post("/api/v2/batch", Batch(Event(1, "1", "a"), Event(2, "2", "a"), Event(3, "1", "b")));

        Assert.Equal([1L, 2], await Sandbox.EventsAsync(name: "a", cancellationToken: Cancel).Select(e => e.Sequence).ToListAsync(Cancel));
        Assert.Equal([1L, 3], await Sandbox.EventsAsync(person: "1", cancellationToken: Cancel).Select(e => e.Sequence).ToListAsync(Cancel));
        Assert.Equal([3L], await Sandbox.EventsAsync(after: 2, cancellationToken: Cancel).Select(e => e.Sequence).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_log_longer_than_a_page_is_read_to_its_end()
    {
        for (var start = 0; start < 12_000; start += 1_000)
        {
            await Post("/api/v2/batch", Batch([.. Enumerable.Range(start, 1_000).Select(i => Event(i, $"{i % 50}", "a"))]));
        }

        Assert.Equal(Enumerable.Range(1, 12_000).Select(i => (long)i), await Sandbox.EventsAsync(cancellationToken: Cancel).Select(e => e.Sequence).ToListAsync(Cancel));
        Assert.Equal(240, await Sandbox.EventsAsync(person: "7", cancellationToken: Cancel).CountAsync(Cancel));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("100% ü?x=1#y")]
    public async Task A_person_is_found_by_any_id(string id)
    {
        await Post("/api/v2/entity", $$$"""{"type":"person","action":"identify","identifiers":{"id":"{{{id}}}"},"attributes":{"n":1}}""");

        var detail = await Sandbox.PersonAsync(id, cancellationToken: Cancel);

        Assert.Equal(id, detail!.Person.Id);
        Assert.Equal("1", detail.Person.Attributes["n"].GetRawText());
        Assert.Equal("identify", Assert.Single(detail.History).Action);
        Assert.Equal(id, Assert.Single(detail.Ids).Id);
    }

    [Fact]
    public async Task A_person_is_found_by_email_and_one_that_never_was_is_null()
    {
        await Post("/api/v2/entity", """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"email":"ann@example.com"}}""");

        Assert.Equal("1", (await Sandbox.PersonAsync("Ann@example.com", "email", Cancel))!.Person.Id);
        Assert.Null(await Sandbox.PersonAsync("2", cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_deleted_person_keeps_a_history_and_loses_the_data()
    {
        await Post("/api/v2/batch", Batch(
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"email":"ann@example.com"}}""",
            """{"type":"person","action":"delete","identifiers":{"id":"1"}}"""));

        var detail = await Sandbox.PersonAsync("1", cancellationToken: Cancel);

        Assert.True(detail!.Person.IsDeleted);
        Assert.Null(detail.Person.Email);
        Assert.Empty(detail.Person.Attributes);
        Assert.Equal(["identify", "delete"], detail.History.Select(item => item.Action));
        Assert.Empty(await Sandbox.PeopleAsync(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Single(await Sandbox.PeopleAsync(deleted: true, cancellationToken: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task People_are_searched_in_either_case()
    {
        await Post("/api/v2/batch", Batch(Identify("1", "Ann@example.com"), Identify("2", "bob@example.com")));

        Assert.Equal("1", (await Sandbox.PeopleAsync(search: "aNN", cancellationToken: Cancel).SingleAsync(Cancel)).Id);
    }

    [Fact]
    public async Task An_item_comes_back_byte_for_byte()
    {
        var item = One.Replace(":", " :  ", StringComparison.Ordinal);
        await Post("/api/v2/batch", $" {{ \"batch\" : [ {Bad} , {item} ] }}");

        var entries = await Sandbox.ItemsAsync(cancellationToken: Cancel).ToListAsync(Cancel);

        Assert.Equal([Bad, item], entries.Select(entry => entry.Body));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item))), entries[1].Sha256);
        Assert.Equal([0, 1], entries.Select(entry => entry.Index));
        Assert.Equal([ItemOutcome.Rejected, ItemOutcome.Applied], entries.Select(entry => entry.Outcome));
    }

    [Fact]
    public async Task Each_outcome_has_its_log()
    {
        await Post("/api/v2/batch", Batch(
            One, One, One.Replace("\"a\"", "\"b\"", StringComparison.Ordinal), Bad,
            """{"type":"person","action":"delete","identifiers":{"id":"nobody"}}"""));

        Assert.Equal(2, (await Sandbox.ItemsAsync(ItemOutcome.Resend, 0, Cancel).SingleAsync(Cancel)).Sequence);
        Assert.Equal(3, (await Sandbox.ItemsAsync(ItemOutcome.Conflict, 0, Cancel).SingleAsync(Cancel)).Sequence);
        Assert.Equal("name", (await Sandbox.ItemsAsync(ItemOutcome.Rejected, 0, Cancel).SingleAsync(Cancel)).Field);
        Assert.Equal(5, (await Sandbox.ItemsAsync(ItemOutcome.Ignored, 0, Cancel).SingleAsync(Cancel)).Sequence);

        var stats = await Sandbox.StatsAsync(Cancel);
        Assert.Equal((5, 1, 1, 1, 1, 1), (stats.Items, stats.Applied, stats.Resends, stats.Conflicts, stats.Rejected, stats.Ignored));
        Assert.Equal(1, stats.EventsByName["a"]);
        Assert.Equal(1, stats.Answers["207"]);
    }

    [Fact]
    public async Task Reset_forgets_everything_and_sets_the_faults_of_the_start()
    {
        await Post("/api/v2/entity", One);
        await Sandbox.SetFaultsAsync(new() { ServerError = 1 }, Cancel);

        await Sandbox.ResetAsync(Cancel);

        Assert.Equal(0, (await Sandbox.StatsAsync(Cancel)).Requests);
        Assert.Null(await Sandbox.PersonAsync("1", cancellationToken: Cancel));
        Assert.Equal(new() { SlowMilliseconds = 5 }, await Sandbox.FaultsAsync(Cancel));
        Assert.Equal(200, (await Post("/api/v2/entity", One)).Status);
        Assert.Equal(1, (await Sandbox.StatsAsync(Cancel)).Applied);
    }

    [Theory]
    [InlineData("/sandbox/items?limit=0")]
    [InlineData("/sandbox/items?limit=10001")]
    [InlineData("/sandbox/items?after=x")]
    [InlineData("/sandbox/people/1?by=name")]
    public async Task A_query_that_makes_no_sense_is_refused(string query)
    {
        using var response = await Http.GetAsync(new Uri(query, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("error", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(r => Post(
            "/api/v2/batch", Batch([.. Enumerable.Range(r * 50, 100).Select(i => Event(i, $"{i}", "a"))]))));

        var stats = await Sandbox.StatsAsync(Cancel);
        Assert.Equal((2_000, 1_050, 950), (stats.Items, stats.Events, stats.Resends));
        Assert.Equal("ok", (await Sandbox.HealthAsync(Cancel)).Status);
    }

    private static string Event(int number, string person, string name) =>
        $$"""{"type":"person","action":"event","identifiers":{"id":"{{person}}"},"name":"{{name}}","id":"{{EventUlid.Derive("test", $"{number}")}}"}""";

    private static string Identify(string id, string email) =>
        $$$"""{"type":"person","action":"identify","identifiers":{"id":"{{{id}}}"},"attributes":{"email":"{{{email}}}"}}""";
}
