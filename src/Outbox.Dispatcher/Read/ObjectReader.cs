using Outbox.Core.Messages;
using Outbox.Core.People;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>Reads the objects that rows name, as they are now.</summary>
internal sealed class ObjectReader(IPlanReader store, ShopReads shop)
{
    /// <summary>Reads and shapes.</summary>
    /// <param name="messages">Rows of objects.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="closed">Takes the rows of what the mapping has no longer, and of ids that do not fit.</param>
    /// <param name="unread">Takes the rows of objects that cannot be read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<ObjectFacts>> ReadAsync(
        IReadOnlyList<OutboxMessage> messages, Rules rules, List<Outcome> closed, UnreadRows unread, CancellationToken cancellationToken)
    {
        var facts = new List<ObjectFacts>();
        foreach (var capture in messages.GroupBy(message => message.CapturedBy, StringComparer.Ordinal))
        {
            if (rules.Mapping.Objects.FirstOrDefault(o => o.CapturedBy == capture.Key) is not { } mapped)
            {
                closed.AddRange(capture.Select(row => Outcome.Dead(
                    row.Key, $"{RowErrors.CaptureUnknown}: the mapping has no '{capture.Key}'")));
                continue;
            }

            var keys = capture.Select(row => row.PersonKey ?? "").Where(key => key.Length > 0).Distinct(StringComparer.Ordinal).ToList();
            var read = await shop.ObjectsAsync(mapped.Name, mapped.CapturedBy, keys, cancellationToken);
            var stored = read.Found;
            unread.Add(capture, read);

            // The key as the table spells it: two spellings are one object.
            var objects = capture.Where(row => !unread.Has(row.MessageId)).ToLookup(row => stored.GetValueOrDefault(row.PersonKey ?? "")?.Key ?? row.PersonKey ?? "", StringComparer.Ordinal);
            var byKey = stored.Values.DistinctBy(row => row.Key, StringComparer.Ordinal).ToDictionary(row => row.Key, StringComparer.Ordinal);
            var sent = await store.ReadSentPeopleAsync([.. objects.Select(o => mapped.KnownAs(o.Key))], cancellationToken);
            foreach (var rows in objects)
            {
                var id = mapped.Prefix + rows.Key;
                if (rows.Key.Length == 0 || !PersonId.Fits(id))
                {
                    closed.AddRange(rows.Select(row => Outcome.Dead(
                        row.Key, RowReasons.PersonIdLength.With($"an object's id has 1 to {PersonId.MaxBytes} bytes"))));
                    continue;
                }

                var row = byKey.GetValueOrDefault(rows.Key);
                facts.Add(new ObjectFacts(
                    mapped,
                    mapped.KnownAs(rows.Key),
                    id,
                    row is { IsIncluded: true } ? rules.Shaper.ShapeObject(mapped, row.Json) : null,
                    sent.GetValueOrDefault(mapped.KnownAs(rows.Key)),
                    [.. rows]));
            }
        }

        return facts;
    }
}
