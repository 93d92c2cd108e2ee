using System.Text.Json;

namespace Outbox.Cli.Demo.Compare;

/// <summary>An event that Customer.io's stand-in accepted.</summary>
/// <param name="Ulid">What it was de-duplicated by; null where it came without.</param>
/// <param name="Name">Its name.</param>
/// <param name="PersonId">Whose.</param>
/// <param name="Timestamp">Unix seconds.</param>
/// <param name="Data">Its data.</param>
/// <param name="ArrivedAt">When it came first.</param>
/// <param name="TimesReceived">How often it came.</param>
internal sealed record ReceivedEvent(
    string? Ulid, string Name, string PersonId, long Timestamp, JsonElement Data, DateTimeOffset ArrivedAt, int TimesReceived);

/// <summary>A person who is there.</summary>
/// <param name="PersonId">The id.</param>
/// <param name="Attributes">A JSON object of what is set.</param>
internal sealed record ReceivedPerson(string PersonId, JsonElement Attributes);
