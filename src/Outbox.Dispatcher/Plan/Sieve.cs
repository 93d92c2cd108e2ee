using System.Globalization;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Read;

namespace Outbox.Dispatcher.Plan;

/// <summary>Sorts out the rows that need no look at their person: what goes on, and what is closed at once.</summary>
/// <param name="Rows">Rows to shape and send, in order.</param>
/// <param name="Closed">Rows closed.</param>
public sealed record Sieve(IReadOnlyList<OutboxMessage> Rows, IReadOnlyList<Outcome> Closed)
{
    /// <summary>Sifts a read. Rows of a paused type are in neither list.</summary>
    public static Sieve Sift(IEnumerable<OutboxMessage> messages, Rules rules)
    {
        var rows = new List<OutboxMessage>();
        var closed = new List<Outcome>();
        foreach (var message in messages)
        {
            var gate = message.Kind == MessageKind.Event ? DeliveryRule.Gate(rules.TypeOf(message)) : DeliveryGate.Go;
            if (WhyNot(message, gate) is { } outcome)
            {
                closed.Add(outcome);
            }
            else if (gate == DeliveryGate.Go)
            {
                rows.Add(message);
            }
        }

        return new Sieve(rows, closed);
    }

    private static Outcome? WhyNot(OutboxMessage message, DeliveryGate gate) => message switch
    {
        { IsDuplicate: true } => Outcome.Skipped(message.Key, RowReasons.Duplicate.With("an earlier row has this event id")),
        { UnreadBytes: { } bytes } when gate != DeliveryGate.Skip => Outcome.Dead(
            message.Key, RowReasons.ItemTooLarge.With(string.Create(
                CultureInfo.InvariantCulture, $"{bytes} bytes were captured, far more than {TrackItem.MaxBytes}; they were not read"))),
        _ when gate == DeliveryGate.Skip => Outcome.Skipped(message.Key, RowReasons.TypeOff.With("its delivery is off")),
        _ => null,
    };
}
