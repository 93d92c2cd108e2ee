using Outbox.Sandbox;
using Outbox.Sandbox.Workspace;

namespace Outbox.Tests.Sandbox;

/// <summary>Answers and effects that Customer.io's own pages, clients and engineers tell of; the sources stand in docs/sandbox.md.</summary>
public sealed class ServiceRulesTests : SandboxFixture
{
    private const string Ulid = "01DXF6DT0000000000000000AA";

    [Fact]
    public async Task A_success_is_an_empty_object_and_a_line_feed()
    {
        Assert.Equal((200, "{}\n"), await Post("/api/v2/entity", One));
        Assert.Equal((200, "{}\n"), await Post("/api/v2/batch", Batch(One)));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("-1")]
    [InlineData("\"2026-01-01T00:00:00Z\"")]
    [InlineData("\"1800000000\"")]
    [InlineData("1800000000000")]
    [InlineData("true")]
    public async Task What_is_no_unix_timestamp_is_taken_as_now_and_a_warning_says_so(string timestamp)
    {
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        Assert.Equal(200, (await Post("/api/v2/entity", $$"""{"type":"person","action":"event","identifiers":{"id":"1"},"name":"a","id":"{{Ulid}}","timestamp":{{timestamp}}}""")).Status);

        var entry = await Sandbox.EventsAsync(cancellationToken: Cancel).SingleAsync(Cancel);
        Assert.InRange(entry.Timestamp, before, before + 60);
        Assert.True(entry.CanStartCampaigns);
        Assert.Contains("timestamp", Assert.Single((await Sandbox.WarningsAsync(Cancel).SingleAsync(Cancel)).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identify_with_no_unix_timestamp_is_ordered_by_its_arrival()
    {
        await Post("/api/v2/batch", Batch(
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"timestamp":1000000000,"attributes":{"plan":"free"}}""",
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"timestamp":"1999-01-01","attributes":{"plan":"pro"}}"""));

        Assert.Equal("""{"plan":"pro"}""", await AttributesOf("1"));
    }

    [Fact]
    public async Task Identifies_are_ordered_by_their_timestamp_and_an_older_one_is_dropped_with_200()
    {
        await Post("/api/v2/entity", """{"type":"person","action":"identify","identifiers":{"id":"1"},"timestamp":1700000002,"attributes":{"plan":"pro"}}""");

        Assert.Equal((200, "{}\n"), await Post("/api/v2/entity", """{"type":"person","action":"identify","identifiers":{"id":"1"},"timestamp":1700000001,"attributes":{"plan":"free"}}"""));

        Assert.Equal("""{"plan":"pro"}""", await AttributesOf("1"));
    }

    [Fact]
    public async Task An_id_that_is_no_ulid_is_taken_and_de_duplicates_nothing()
    {
        const string event_ = """{"type":"person","action":"event","identifiers":{"id":"1"},"name":"a","id":"order:1"}""";

        Assert.Equal(200, (await Post("/api/v2/batch", Batch(event_, event_))).Status);

        Assert.Equal(2, await Sandbox.EventsAsync(cancellationToken: Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task A_value_that_is_too_long_is_refused_in_Customer_ios_words()
    {
        var (status, body) = await Post("/api/v2/batch", Batch(
            $$$"""{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"plan":"{{{new string('x', 1_001)}}}"}}"""));

        Assert.Equal(207, status);
        Assert.Equal("""{"errors":[{"batch_index":0,"reason":"invalid","field":"attributes.plan","message":"property value cannot be longer than 1000 bytes"}]}""", body);
    }

    [Theory]
    [InlineData("""{"type":"person","action":"event","identifiers":{"id":"1"},"name":"a","attributes":{"long":"LONG"}}""")]
    [InlineData("""{"type":"object","action":"identify","identifiers":{"object_type_id":"1","object_id":"a"},"attributes":{"long":"LONG"}}""")]
    public async Task The_limit_of_a_value_is_a_person_attributes_alone(string item) =>
        Assert.Equal(200, (await Post("/api/v2/entity", item.Replace("LONG", new string('x', 5_000), StringComparison.Ordinal))).Status);

    [Fact]
    public async Task A_suppressed_address_cannot_come_back_as_somebody_elses_attribute()
    {
        await Post("/api/v2/batch", Batch(
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"email":"ann@example.com"}}""",
            """{"type":"person","action":"suppress","identifiers":{"id":"1"}}""",
            """{"type":"person","action":"identify","identifiers":{"id":"2"},"attributes":{"email":"Ann@Example.com","plan":"pro"}}"""));

        Assert.Equal(0, (await Sandbox.StatsAsync(Cancel)).People);
        Assert.Contains("suppressed", (await Sandbox.ItemsAsync(ItemOutcome.Ignored, 0, Cancel).SingleAsync(Cancel)).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"id\":\"1\"")]
    [InlineData("\"email\":\"ann@example.com\"")]
    public async Task Unsuppress_by_the_id_or_the_address_frees_both(string identifier)
    {
        await Post("/api/v2/batch", Batch(
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"email":"ann@example.com"}}""",
            """{"type":"person","action":"suppress","identifiers":{"id":"1"}}""",
            $$$"""{"type":"person","action":"unsuppress","identifiers":{{{{identifier}}}}}""",
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"email":"ann@example.com"}}"""));

        Assert.Equal("""{"email":"ann@example.com"}""", await AttributesOf("1"));
    }

    [Fact]
    public async Task A_cio_id_changes_identifiers_and_an_email_changes_no_email()
    {
        await Post("/api/v2/entity", """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"email":"ann@example.com"}}""");
        var cioId = (await Person("1")).GetProperty("person").GetProperty("cio_id").GetString();

        await Post("/api/v2/entity", """{"type":"person","action":"identify","identifiers":{"email":"ann@example.com"},"attributes":{"email":"bea@example.com"}}""");
        Assert.Equal("""{"email":"ann@example.com"}""", await AttributesOf("1"));

        await Post("/api/v2/entity", $$$"""{"type":"person","action":"identify","identifiers":{"cio_id":"{{{cioId}}}"},"attributes":{"id":"2","email":"bea@example.com"}}""");
        Assert.Equal("""{"email":"bea@example.com"}""", await AttributesOf("2"));
    }

    [Fact]
    public async Task A_phone_is_an_attribute_like_any_other_unless_the_workspace_has_it_as_an_identifier()
    {
        await Post("/api/v2/batch", Batch(
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"phone":"+4915112345678"}}""",
            """{"type":"person","action":"identify","identifiers":{"id":"2"},"attributes":{"phone":"+4915112345678"}}"""));

        Assert.Equal(2, (await Sandbox.StatsAsync(Cancel)).People);
        Assert.Equal(400, (await Post("/api/v2/entity", """{"type":"person","action":"delete","identifiers":{"phone":"+4915112345678"}}""")).Status);
    }

    [Fact]
    public async Task An_empty_text_clears_an_objects_attribute()
    {
        const string beans = """{"type":"object","action":"identify","identifiers":{"object_type_id":"1","object_id":"beans"},"attributes":ATTRIBUTES}""";
        await Post("/api/v2/batch", Batch(
            beans.Replace("ATTRIBUTES", """{"name":"Beans","stock":3}""", StringComparison.Ordinal),
            beans.Replace("ATTRIBUTES", """{"name":""}""", StringComparison.Ordinal)));

        Assert.Equal(["stock"], (await Sandbox.ObjectsAsync(cancellationToken: Cancel).SingleAsync(Cancel)).Attributes.Keys);
    }

    [Fact]
    public async Task An_object_is_changed_by_its_cio_object_id_and_never_made_by_one()
    {
        await Post("/api/v2/entity", """{"type":"object","action":"identify","identifiers":{"object_type_id":"1","object_id":"beans"},"attributes":{"stock":3}}""");
        var cioId = JsonElementOf(await Call("GET", "/sandbox/objects")).GetProperty("entries")[0].GetProperty("cio_object_id").GetString();

        await Post("/api/v2/batch", Batch(
            $$$"""{"type":"object","action":"identify","identifiers":{"cio_object_id":"{{{cioId}}}"},"attributes":{"stock":2},"cio_relationships":[{"identifiers":{"id":"1"}}]}""",
            $$$"""{"type":"person","action":"add_relationships","identifiers":{"id":"2"},"cio_relationships":[{"identifiers":{"cio_object_id":"{{{cioId}}}"}}]}""",
            """{"type":"object","action":"identify","identifiers":{"cio_object_id":"ob9999"},"attributes":{"stock":1}}"""));

        var beans = await Sandbox.ObjectsAsync(cancellationToken: Cancel).SingleAsync(Cancel);
        Assert.Equal(("2", "1,2"), (beans.Attributes["stock"].GetRawText(), string.Join(',', beans.People)));
        Assert.Single(await Sandbox.ItemsAsync(ItemOutcome.Ignored, 0, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_device_is_added_changed_and_deleted()
    {
        await Post("/api/v2/batch", Batch(
            """{"type":"person","action":"add_device","identifiers":{"id":"1"},"device":{"token":"t1","platform":"ios","last_used":5}}""",
            """{"type":"person","action":"add_device","identifiers":{"id":"1"},"device":{"token":"t1","platform":"ios","last_used":6,"attributes":{"app_version":"2"}}}""",
            """{"type":"person","action":"add_device","identifiers":{"id":"1"},"device":{"token":"t2","platform":"android"}}""",
            """{"type":"person","action":"delete_device","identifiers":{"id":"1"},"device":{"token":"t2"}}"""));

        Assert.Equal(
            """[{"token":"t1","platform":"ios","last_used":6,"attributes":{"app_version":"2"}}]""",
            (await Person("1")).GetProperty("devices").GetRawText());
    }

    [Fact]
    public async Task An_anonymous_relation_becomes_a_persons_when_they_are_identified()
    {
        await Post("/api/v2/batch", Batch(
            """{"type":"object","action":"identify_anonymous","identifiers":{"object_type_id":"1","object_id":"beans"},"cio_relationships":[{"identifiers":{"anonymous_id":"cookie"}}]}""",
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"anonymous_id":"cookie"}}"""));

        Assert.Equal(["1"], (await Sandbox.ObjectsAsync(cancellationToken: Cancel).SingleAsync(Cancel)).People);
    }

    private static System.Text.Json.JsonElement JsonElementOf((int Status, string Body) answer) => System.Text.Json.JsonElement.Parse(answer.Body);
}

/// <summary>A workspace whose owner has set everything the other way.</summary>
public sealed class WorkspaceSettingsTests : SandboxFixture
{
    protected override SandboxOptions Options { get; } =
        new() { Url = "http://127.0.0.1:0", AllowEmailChangeById = false, PhoneIdentifier = true, ReferenceByCioId = false };

    [Theory]
    [InlineData("\"bea@example.com\"")]
    [InlineData("null")]
    public async Task An_email_is_not_changed_by_id_and_nothing_else_of_that_identify_arrives(string email)
    {
        await Post("/api/v2/entity", """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"email":"ann@example.com"}}""");

        Assert.Equal(200, (await Post("/api/v2/entity", $$$"""{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"email":{{{email}}},"plan":"pro"}}""")).Status);

        Assert.Equal("""{"email":"ann@example.com"}""", await AttributesOf("1"));
    }

    [Fact]
    public async Task A_phone_names_one_person_and_is_not_changed_by_id()
    {
        await Post("/api/v2/batch", Batch(
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"phone":"+4915100000001"}}""",
            """{"type":"person","action":"identify","identifiers":{"id":"2"},"attributes":{"phone":"+4915100000002"}}""",
            """{"type":"person","action":"identify","identifiers":{"id":"2"},"attributes":{"phone":"+4915100000001","plan":"pro"}}""",
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"phone":"+4915100000003"}}""",
            """{"type":"person","action":"identify","identifiers":{"phone":"+4915100000001"},"attributes":{"plan":"free"}}"""));

        Assert.Equal("""{"phone":"+4915100000001","plan":"free"}""", await AttributesOf("1"));
        Assert.Equal("""{"phone":"+4915100000002"}""", await AttributesOf("2"));
    }

    [Fact]
    public async Task A_new_id_with_the_phone_of_a_person_goes_to_that_person()
    {
        await Post("/api/v2/batch", Batch(
            """{"type":"person","action":"identify","identifiers":{"phone":"+4915100000001"},"attributes":{"plan":"pro"}}""",
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"phone":"+4915100000001"}}"""));

        Assert.Equal("""{"phone":"+4915100000001","plan":"pro"}""", await AttributesOf("1"));
    }

    [Fact]
    public async Task A_suppressed_phone_is_blocked_as_the_id_is()
    {
        await Post("/api/v2/batch", Batch(
            """{"type":"person","action":"identify","identifiers":{"id":"1"},"attributes":{"phone":"+4915100000001"}}""",
            """{"type":"person","action":"suppress","identifiers":{"id":"1"}}""",
            """{"type":"person","action":"identify","identifiers":{"id":"2"},"attributes":{"phone":"+4915100000001"}}"""));

        Assert.Equal(0, (await Sandbox.StatsAsync(Cancel)).People);
    }

    [Fact]
    public async Task A_merge_needs_people_to_be_referenced_by_cio_id()
    {
        var (status, _) = await Post("/api/v2/batch", Batch(
            """{"type":"person","action":"identify","identifiers":{"id":"1"}}""",
            """{"type":"person","action":"identify","identifiers":{"id":"g"}}""",
            """{"type":"person","action":"merge","primary":{"id":"1"},"secondary":{"id":"g"}}"""));

        Assert.Equal((200, 2), (status, (await Sandbox.StatsAsync(Cancel)).People));
    }
}
