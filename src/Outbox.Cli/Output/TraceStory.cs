using Outbox.Core.Events;
using Outbox.Core.Messages;
using Outbox.Mapping.Model;
using Outbox.Stores.Reading;

namespace Outbox.Cli.Output;

/// <summary>What the mapping adds to a traced row. Pure.</summary>
internal static class TraceStory
{
    /// <summary>The ULID that it was sent under, or, not sent yet, would be; null for what has none.</summary>
    public static string? UlidOf(TracedRow row, MappingDocument? mapping)
    {
        if (mapping is null || row.EventId is not { } id || row.EventName is not { } name || !id.StartsWith(name + ':', StringComparison.Ordinal))
        {
            return null;
        }

        var sentAs = row.SentAs ?? (row.Delivery is "shadow" ? ShadowName.Of(name) : name);
        return EventUlid.Derive(mapping.Source, sentAs == name ? id : EventId.Rename(id, name, sentAs));
    }

    /// <summary>The table that it was captured from, and the row's key where the event id tells it.</summary>
    public static string SourceOf(TracedRow row, MappingDocument? mapping)
    {
        if (mapping?.EventTypes.FirstOrDefault(t => t.CapturedBy == row.CapturedBy) is not { } type)
        {
            return row.CapturedBy == "people" && mapping is not null ? $"{mapping.People.Table.Name}, the people's table" : row.CapturedBy;
        }

        var (table, columns) = type switch
        {
            Feed feed => (feed.Table.Name, [feed.Id.Name]),
            MappedEvent mapped => (mapped.From.Name, mapped.Id.Select(c => c.Name).ToList()),
            _ => throw new ArgumentOutOfRangeException(nameof(row)),
        };
        var parts = row.EventId?.Split(':') ?? [];
        return parts.Length == columns.Count + 1
            ? $"{table}, {string.Join(", ", columns.Zip(parts.Skip(1), (column, part) => $"{column} = {part.Replace("%3A", ":", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal)}"))}"
            : table.ToString();
    }
}
