using Outbox.Core.Errors;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Shape;
using Outbox.Mapping.Yaml;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>Makes the mapping that <c>migrate</c> stored ready to shape by.</summary>
internal static class StoredMappingLoader
{
    /// <summary>Reads the text and prepares its shaper.</summary>
    /// <exception cref="OutboxException">OBX471: this version does not read the text.</exception>
    public static LoadedMapping Load(StoredMapping stored)
    {
        var read = MappingReader.Read(stored.Text);
        return read.Document is { } document
            ? new LoadedMapping(document, new MappedShaper(new Shaper(document, stored.Catalog)))
            : throw new OutboxException(
                RowReasons.StoredMappingUnreadable,
                $"The mapping in the database cannot be read by this version: {read.Findings[0].Message}",
                null,
                "Run `outbox migrate` with this version and a mapping that `outbox lint` takes.");
    }
}
