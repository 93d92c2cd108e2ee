using System.Text.Json;
using Outbox.Core.Messages;
using Outbox.Core.People;
using Outbox.Dispatcher.Read;

namespace Outbox.Tests.Dispatcher.Doubles;

/// <summary>Shapes nothing: what was captured is what is sent. Counts how often it was asked.</summary>
internal sealed class PlainShaper : IShaper
{
    private int _events;

    public int Events => _events;

    public ShapedEvent ShapeEvent(OutboxMessage message, string? relatedJson)
    {
        var number = Interlocked.Increment(ref _events);
        using var captured = JsonDocument.Parse(message.Captured ?? "{}");
        var email = captured.RootElement.TryGetProperty("GuestEmail", out var value) ? EmailAddress.Normalize(value.GetString()!) : null;
        var key = message.PersonKey ?? relatedJson;
        return new ShapedEvent(
            key,
            key is null ? email : null,
            message.CreatedAt,
            $"{{\"shaping\":{number},\"captured\":{message.Captured ?? "{}"}}}",
            [],
            key is null && email is null ? "OBX401: no person" : null);
    }

    public string? ResolvePerson(OutboxMessage message, string? relatedJson) => relatedJson;

    public ShapedPerson ShapePerson(string key, string rowJson) => new(rowJson, $"hash of {rowJson}", []);

    public ShapedPerson ShapeGuest(string email) => ShapePerson(email, $"{{\"email\":\"{email}\"}}");
}
