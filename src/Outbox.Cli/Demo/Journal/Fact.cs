using System.Globalization;
using System.Text.Json.Nodes;

namespace Outbox.Cli.Demo.Journal;

/// <summary>What a committed write must bring to Customer.io, as its writer reckons it.</summary>
/// <param name="EventId">The event's name and key: what makes the fact the same fact.</param>
/// <param name="Name">The event's name there.</param>
/// <param name="PersonId">Whose it is.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="Data">The event's data.</param>
internal sealed record Fact(string EventId, string Name, string PersonId, DateTime OccurredAt, JsonObject Data)
{
    /// <summary>An event of a shop row.</summary>
    public static Fact Of(string name, string key, string personId, DateTime occurredAt, JsonObject data) =>
        new($"{name}:{key}", name, personId, occurredAt, data);

    /// <summary>An event of a row with a number for its key.</summary>
    public static Fact Of(string name, long key, string personId, DateTime occurredAt, JsonObject data) =>
        Of(name, key.ToString(CultureInfo.InvariantCulture), personId, occurredAt, data);
}
