using System.Text.Json;

namespace Outbox.Sandbox.Track;

/// <summary>What the Track API takes as <c>cio_relationships</c>: a list of objects with <c>identifiers</c>.</summary>
internal static class RelationRule
{
    private const string Field = "cio_relationships";

    /// <summary>The objects that a person is related to by an item.</summary>
    public static IReadOnlyList<ObjectIdentifier> OfPerson(ItemReader item) =>
        Read(item, (value, path) => ObjectIdentifier.Read(item, value, path));

    /// <summary>The people that an object is related to by an item.</summary>
    public static IReadOnlyList<PersonIdentifier> OfObject(ItemReader item) => Read(item, (value, path) =>
    {
        var person = IdentifierRule.Read(value, path, [IdentifierKind.Id, IdentifierKind.Email, IdentifierKind.CioId], out var error);
        if (error is not null)
            item.Refuse(error);
        return person;
    });

    /// <summary>The anonymous ids that an object is related to by an item.</summary>
    public static IReadOnlyList<string> OfAnonymous(ItemReader item) => Read(item, (value, path) =>
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("anonymous_id", out var id)
            && id.ValueKind is JsonValueKind.String or JsonValueKind.Number && !string.IsNullOrWhiteSpace(id.ToString()))
        {
            return id.ToString();
        }

        item.Refuse(TrackError.Required($"{path}.anonymous_id", $"`{path}.anonymous_id` is required."));
        return "";
    });

    private static IReadOnlyList<T> Read<T>(ItemReader item, Func<JsonElement, string, T> read)
    {
        if (!item.TryField(Field, out var list))
            return [];
        if (list.ValueKind != JsonValueKind.Array)
        {
            item.Refuse(TrackError.Invalid(Field, $"`{Field}` must be an array."));
            return [];
        }

        var found = new List<T>();
        foreach (var entry in list.EnumerateArray())
        {
            var path = $"{Field}[{found.Count}].identifiers";
            if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("identifiers", out var identifiers))
            {
                item.Refuse(TrackError.Required(path, $"`{path}` is required."));
                return [];
            }

            if (entry.TryGetProperty("relationship_attributes", out _))
                item.Warn("`relationship_attributes` are not kept here.");
            found.Add(read(identifiers, path));
        }

        return found;
    }
}
