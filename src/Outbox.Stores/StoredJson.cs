using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Outbox.Core;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Stores;

/// <summary>What the stores keep as JSON, and its hashes.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions Parameters = new(Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON of a parameter: a list of ids or records. Escaped as little as JSON allows: it holds JSON in its texts.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Parameters);

    /// <summary>The catalog's part that a mapping names; with the mapping's source, for look-ups in SQL, which cannot read YAML.</summary>
    public static string WriteCatalog(MappingDocument mapping, DatabaseCatalog catalog)
    {
        var named = JsonSerializer.SerializeToNode(
            catalog with
            {
                Tables = [.. MappedTables.Of(mapping).Select(t => catalog.Find(t.Name)).OfType<CatalogTable>().DistinctBy(t => t.Name)],
            },
            Options)!.AsObject();
        named["Source"] = mapping.Source;
        return named.ToJsonString();
    }

    /// <summary>Reads it back.</summary>
    public static DatabaseCatalog ReadCatalog(string json) => JsonSerializer.Deserialize<DatabaseCatalog>(json, Options)!;

    /// <summary>SHA-256 of the UTF-8 text, lower-case hex.</summary>
    public static string Hash(string text) => TextHash.Of(text);
}
