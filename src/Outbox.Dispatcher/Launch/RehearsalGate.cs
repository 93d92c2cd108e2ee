using System.Globalization;
using Outbox.Core.Messages;
using Outbox.Stores;
using Outbox.Stores.Reading;

namespace Outbox.Dispatcher.Launch;

/// <summary>Every event type was rehearsed, long enough, and nothing of it went missing. Pure.</summary>
internal static class RehearsalGate
{
    /// <summary>Two days show a night, a morning and the jobs between.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromHours(48);

    /// <summary>Judges one type.</summary>
    /// <param name="state">How it goes out.</param>
    /// <param name="rehearsal">How it went out so far.</param>
    /// <param name="facts">What its table says; null where that cannot be counted.</param>
    /// <param name="now">The database's clock.</param>
    public static GateItem Judge(EventTypeState state, TypeHistory? rehearsal, FactCount? facts, DateTime now)
    {
        var name = $"Rehearsed in shadow for 48 h: {state.Name}";
        if (rehearsal?.FirstShadowAt is not { } first)
        {
            return GateItem.Fail(
                name, $"{state.Delivery.ToString().ToLowerInvariant()}, and never sent as a shadow", "Set its delivery to shadow for two days.");
        }

        var took = (state.Delivery == Delivery.Shadow ? now : rehearsal.LastShadowAt ?? first) - first;
        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"{took.TotalHours:0} h; {rehearsal.Captured} captured = {rehearsal.SentAsShadow} shadows + {rehearsal.SentLive} live + {rehearsal.Skipped} skipped + {rehearsal.Dead} dead + {rehearsal.Pending} pending")
            + (facts is null
                ? "; the table cannot be counted: that needs holds, and occurred_at in UTC"
                : $"; the table has {facts.InTable} facts of that time, the outbox {facts.InOutbox}");
        return took < Least ? GateItem.Fail(name, counts, "Rehearse on: two days show a night, a morning and the jobs between.")
            : rehearsal.Dead > 0 ? GateItem.Fail(name, counts, "Look up the dead rows (DeadLetter), and mend their cause.")
            : facts is not null && facts.InTable != facts.InOutbox
                ? GateItem.Fail(name, counts, "Find the facts that are missing, or too many: a write that bypassed the trigger, a when or where that does not fit holds.")
            : facts is null ? GateItem.Unseen(name, counts, "Count the table's facts since the first shadow by hand, and compare.")
            : GateItem.Pass(name, counts);
    }
}
