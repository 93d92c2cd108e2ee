using Outbox.Dispatcher.Read;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Cli.Preview;

/// <summary>How event types go out: as the database says, or as the mapping begins where it has no outbox yet.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Types">The event types' states.</param>
/// <param name="AreInstalled">Whether the database said so.</param>
internal sealed record PreviewRules(Rules Rules, IReadOnlyList<EventTypeState> Types, bool AreInstalled)
{
    /// <summary>Reads them.</summary>
    public static async Task<PreviewRules> ReadAsync(
        string connection, MappingDocument mapping, DatabaseCatalog catalog, CancellationToken cancellationToken)
    {
        var first = mapping.EventTypes.Select(type => new EventTypeState(type.CapturedBy, type.Delivery, 100, type.TriggerSource));
        var stored = await ReadStoredAsync(connection, cancellationToken);

        // A type that the mapping has and the database not yet begins as the mapping says.
        IReadOnlyList<EventTypeState> types = [.. stored, .. first.Where(type => stored.All(s => s.Name != type.Name))];
        return new PreviewRules(new Rules(mapping, new Shaper(mapping, catalog), types), types, stored.Count > 0);
    }

    /// <summary>The state of a capture's event type; null of people.</summary>
    public EventTypeState? Of(string capturedBy) => Types.FirstOrDefault(type => type.Name == capturedBy);

    private static async Task<IReadOnlyList<EventTypeState>> ReadStoredAsync(string connection, CancellationToken cancellationToken)
    {
        if (!await Engines.Shop(connection).HasOutboxAsync(cancellationToken))
        {
            return [];
        }

        await using var store = Engines.Store(connection);
        return await store.ReadEventTypesAsync(cancellationToken);
    }
}
