using System.Text.Json.Nodes;

namespace Outbox.Cli.Demo.Journal;

/// <summary>How somebody must stand at Customer.io.</summary>
/// <param name="PersonId">The id.</param>
/// <param name="Presence">Whether the id must be known there.</param>
/// <param name="Attributes">The attributes, without those that are empty; null where the person must not be there.</param>
internal sealed record ExpectedPerson(string PersonId, Presence Presence, JsonObject? Attributes);

/// <summary>Whether a person must be at Customer.io.</summary>
internal enum Presence
{
    /// <summary>Something was told of this person.</summary>
    Required,

    /// <summary>Nothing happened since the outbox was installed.</summary>
    Allowed,

    /// <summary>A test customer, or one who has left.</summary>
    Forbidden,
}
