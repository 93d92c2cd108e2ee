using System.Text.Json.Nodes;

namespace Outbox.Mapping.Schema;

/// <summary>Makes the small parts of a JSON Schema (draft 7, which editors of YAML read).</summary>
internal static class SchemaNode
{
    /// <summary>A reference to a definition.</summary>
    public static JsonObject Ref(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    /// <summary>A text that is not empty.</summary>
    public static JsonObject Text(string? pattern = null) => pattern is null
        ? new() { ["type"] = "string", ["minLength"] = 1 }
        : new() { ["type"] = "string", ["pattern"] = pattern };

    /// <summary>One of some words.</summary>
    public static JsonObject Words(IEnumerable<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) };

    /// <summary>True or false.</summary>
    public static JsonObject Flag() => new() { ["type"] = "boolean" };

    /// <summary>A list with at least one item.</summary>
    public static JsonObject List(JsonObject item) => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = item };

    /// <summary>A map whose keys the author chooses.</summary>
    public static JsonObject Named(JsonObject value, string? names = null)
    {
        var map = new JsonObject { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = value };
        if (names is not null)
        {
            map["propertyNames"] = new JsonObject { ["pattern"] = names };
        }

        return map;
    }

    /// <summary>One of several forms.</summary>
    public static JsonObject Either(params JsonObject[] forms) => new() { ["anyOf"] = new JsonArray([.. forms]) };

    /// <summary>A map with these keys and no others.</summary>
    public static JsonObject Map(params Key[] keys)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            key.Value["description"] = key.Meaning;
            properties[key.Name] = key.Value;
        }

        var map = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (keys.Any(k => k.IsRequired))
        {
            map["required"] = new JsonArray([.. keys.Where(k => k.IsRequired).Select(k => (JsonNode)k.Name)]);
        }

        return map;
    }
}

/// <summary>A key of a map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it takes.</param>
/// <param name="Meaning">What an editor shows.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record Key(string Name, JsonObject Value, string Meaning, bool IsRequired = false);
