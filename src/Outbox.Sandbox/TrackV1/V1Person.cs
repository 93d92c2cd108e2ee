using System.Text.Json;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.TrackV1;

/// <summary>
/// The person of a path. "We determine the identifier type from the shape of the value, so a phone number in the path is treated
/// as an id", and a <c>cio_id</c> has the prefix <c>cio_</c> (Track OpenAPI).
/// </summary>
internal static class V1Person
{
    private const string CioPrefix = "cio_";

    public static PersonIdentifier Read(string value) => value switch
    {
        _ when value.StartsWith(CioPrefix, StringComparison.Ordinal) => new(IdentifierKind.CioId, value[CioPrefix.Length..]),
        _ when IdentifierRule.LooksLikeEmail(value) => new(IdentifierKind.Email, value),
        _ => new(IdentifierKind.Id, value),
    };

    public static void Write(Utf8JsonWriter json, PersonIdentifier who)
    {
        json.WriteStartObject("identifiers");
        json.WriteString(PersonIdentifier.NameOf(who.Kind), who.Value);
        json.WriteEndObject();
    }
}
