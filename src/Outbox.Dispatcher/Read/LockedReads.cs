using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>
/// Reads around what an open transaction of the shop has locked: what needs it stays for a later read, the rest goes on. An
/// engine whose readers wait for nobody never says that something is locked.
/// </summary>
internal static class LockedReads
{
    /// <summary>Reads that may wait in vain: enough to find one row among a thousand. What is then still locked stays as it is.</summary>
    private const int MostWaits = 12;

    /// <summary>Reads all, and where something is locked, halves.</summary>
    /// <param name="items">What to read.</param>
    /// <param name="read">Reads some of it, and keeps what it has read.</param>
    /// <returns>What could not be read.</returns>
    public static async Task<IReadOnlyCollection<T>> ReadAsync<T>(IReadOnlyList<T> items, Func<IReadOnlyList<T>, Task> read)
    {
        var locked = new List<T>();
        var parts = new Queue<IReadOnlyList<T>>([items]);
        var waits = 0;
        while (parts.TryDequeue(out var part))
        {
            try
            {
                await read(part);
            }
            catch (StoreBusyException busy) when (busy.IsLocked)
            {
                if (part.Count == 1 || ++waits >= MostWaits)
                {
                    locked.AddRange(part);
                    continue;
                }

                parts.Enqueue([.. part.Take(part.Count / 2)]);
                parts.Enqueue([.. part.Skip(part.Count / 2)]);
            }
        }

        return locked;
    }

    /// <summary>
    /// The rows that do not stand behind a locked one: a person's rows keep their order. Of a locked row that names nobody
    /// any row behind it in its lane may be the same person's.
    /// </summary>
    /// <param name="messages">Rows, in order.</param>
    /// <param name="locked">The numbers of those that are locked.</param>
    public static IReadOnlyList<OutboxMessage> InFront(IReadOnlyList<OutboxMessage> messages, IReadOnlySet<long> locked)
    {
        if (locked.Count == 0)
        {
            return messages;
        }

        var lanes = new HashSet<(byte Lane, Priority Priority)>();
        var people = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var front = new List<OutboxMessage>(messages.Count);
        foreach (var message in messages)
        {
            var isBehind = lanes.Contains((message.Lane, message.Priority)) || (message.PersonKey is { } key && people.Contains(key));
            if (!isBehind && !locked.Contains(message.MessageId))
            {
                front.Add(message);
            }
            else if (message.PersonKey is { } person)
            {
                people.Add(person);
            }
            else
            {
                lanes.Add((message.Lane, message.Priority));
            }
        }

        return front;
    }
}
