using System.Text.Json;

namespace Outbox.Tests.Sandbox;

public sealed class ObjectTests : SandboxFixture
{
    private const string Beans = "\"identifiers\":{\"object_type_id\":\"1\",\"object_id\":\"beans\"}";

    [Fact]
    public async Task An_object_is_made_changed_related_and_deleted()
    {
        await Post("/api/v2/batch", Batch(
            $$$"""{"type":"object","action":"identify",{{{Beans}}},"attributes":{"stock":3,"name":"Beans"},"cio_relationships":[{"identifiers":{"id":"1"}}]}""",
            $$$"""{"type":"object","action":"identify",{{{Beans}}},"attributes":{"stock":null}}""",
            $$$"""{"type":"person","action":"add_relationships","identifiers":{"id":"2"},"cio_relationships":[{ {{{Beans}}} }]}""",
            $$$"""{"type":"person","action":"delete_relationships","identifiers":{"id":"1"},"cio_relationships":[{ {{{Beans}}} }]}"""));
        var beans = Assert.Single(await Sandbox.ObjectsAsync("1", cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Equal("beans", beans.Id);
        Assert.Equal(["name"], beans.Attributes.Keys);
        Assert.Equal(["2"], beans.People);
        Assert.Equal(["1:beans"], (await Sandbox.PersonAsync("2", cancellationToken: Cancel))!.Objects);

        await Post("/api/v2/entity", $$$"""{"type":"object","action":"delete",{{{Beans}}}}""");
        Assert.Empty(await Sandbox.ObjectsAsync(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Empty((await Sandbox.PersonAsync("2", cancellationToken: Cancel))!.Objects);
    }

    [Theory]
    [InlineData("""{"type":"object","action":"identify"}""", "identifiers")]
    [InlineData("""{"type":"object","action":"identify","identifiers":{"object_id":"1"}}""", "identifiers.object_type_id")]
    [InlineData("""{"type":"object","action":"event","identifiers":{"object_type_id":1,"object_id":"1"}}""", "action")]
    [InlineData("""{"type":"person","action":"add_relationships","identifiers":{"id":"1"},"cio_relationships":[{}]}""", "cio_relationships[0].identifiers")]
    [InlineData("""{"type":"person","action":"add_relationships","identifiers":{"id":"1"},"cio_relationships":{}}""", "cio_relationships")]
    public async Task What_is_wrong_is_refused_with_its_field(string item, string field)
    {
        var (_, answer) = await Post("/api/v2/entity", item);
        using var body = JsonDocument.Parse(answer);
        Assert.Equal(field, body.RootElement.GetProperty("errors")[0].GetProperty("field").GetString());
    }
}
