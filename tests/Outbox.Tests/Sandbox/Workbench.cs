using System.Text;
using System.Text.Json;
using Outbox.Sandbox.Query;
using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Tests.Sandbox;

/// <summary>A workspace without a server: items go in as JSON, and time is a number.</summary>
internal sealed class Workbench(WorkspaceSettings? settings = null, int kept = 1_000)
{
    public const string UlidA = "01DXF6DT0000000000000000AA";
    public const string UlidB = "01DXF6DT0000000000000000BB";

    private readonly RequestReader _reader = new(1, (settings ?? new()).PhoneIdentifier);

    public Ledger Ledger { get; } = new(settings ?? new(), kept);

    public long Now { get; set; } = 1_800_000_000_000;

    public ItemRecord Send(string item)
    {
        var read = _reader.Entity(Encoding.UTF8.GetBytes(item), out var error) ?? throw new ArgumentException(error!.Message);
        var request = Ledger.Open("POST", "/api/v2/entity", Now);
        Ledger.Take(request, [read], Now);
        Ledger.Close(request);
        return Ledger.Items.NewestFirst().First();
    }

    public ItemRecord Identify(string identifiers, string attributes, long? timestamp = null) => Send(
        $$"""{"type":"person","action":"identify","identifiers":{{identifiers}},"attributes":{{attributes}}{{(timestamp is null ? "" : $",\"timestamp\":{timestamp}")}}}""");

    public ItemRecord Event(string person, string name, string? ulid, string attributes = "{}") => Send(
        $$"""{"type":"person","action":"event","identifiers":{"id":"{{person}}"},"name":"{{name}}"{{(ulid is null ? "" : $",\"id\":\"{ulid}\"")}},"attributes":{{attributes}}}""");

    public ItemRecord Delete(string person) => Send($$$"""{"type":"person","action":"delete","identifiers":{"id":"{{{person}}}"}}""");

    public ItemRecord Merge(string primary, string secondary) => Send(
        $$$"""{"type":"person","action":"merge","primary":{"id":"{{{primary}}}"},"secondary":{"id":"{{{secondary}}}"}}""");

    public ItemRecord Do(string action, string person) =>
        Send($$$"""{"type":"person","action":"{{{action}}}","identifiers":{"id":"{{{person}}}"}}""");

    public Person? Person(string id) => Ledger.State.People.Find(new(IdentifierKind.Id, id));

    public Person? ByEmail(string email) => Ledger.State.People.Find(new(IdentifierKind.Email, email));

    /// <summary>The attributes as one JSON text, by name.</summary>
    public string Attributes(string id) => JsonSerializer.Serialize(Views.Of(Person(id)!).Attributes);
}
