using Outbox.Core.Messages;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>
/// Rows of a read of which the shop's tables do not tell what they need: dead where a value is wrong, delayed where nobody knows
/// why, and left alone where their part of the mapping is held.
/// </summary>
/// <param name="closed">Takes those that are dead.</param>
internal sealed class UnreadRows(List<Outcome> closed)
{
    private readonly HashSet<long> _rows = [];
    private readonly List<MessageDelay> _delays = [];

    /// <summary>Rows that wait.</summary>
    public IReadOnlyList<MessageDelay> Delays => _delays;

    /// <summary>Whether a row is one of them.</summary>
    public bool Has(long messageId) => _rows.Contains(messageId);

    /// <summary>Adds those of a related read.</summary>
    public void Add(IEnumerable<OutboxMessage> messages, Narrowed<long, string> read) => Add(messages, read, message => message.MessageId);

    /// <summary>Adds those of a read of objects.</summary>
    public void Add(IEnumerable<OutboxMessage> messages, Narrowed<string, PersonRow> read) => Add(messages, read, message => message.PersonKey ?? "");

    private void Add<TKey, TValue>(IEnumerable<OutboxMessage> messages, Narrowed<TKey, TValue> read, Func<OutboxMessage, TKey> keyOf)
        where TKey : notnull
    {
        if (read is { Failed.Count: 0, Whole: null })
        {
            return;
        }

        foreach (var message in messages)
        {
            var key = keyOf(message);
            if (read.Failed.TryGetValue(key, out var error))
            {
                _rows.Add(message.MessageId);
                switch (error.Fault)
                {
                    case ShopReadFault.Data:
                        closed.Add(Outcome.Dead(message.Key, RowReasons.Unreadable.With(error.Error)));
                        break;
                    case ShopReadFault.TooLarge:
                        closed.Add(Outcome.Dead(message.Key, RowReasons.ItemTooLarge.With($"what belongs to it has {error.Error}")));
                        break;
                    default:
                        _delays.Add(new MessageDelay(message.Key, HeldParts.RetryAfter));
                        break;
                }
            }
            else if (read.Whole is not null && !read.Found.ContainsKey(key))
            {
                _rows.Add(message.MessageId);
            }
        }
    }
}
