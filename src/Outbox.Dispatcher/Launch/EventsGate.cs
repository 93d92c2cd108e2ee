using Outbox.Core.Messages;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Stores;
using Outbox.Stores.Reading;

namespace Outbox.Dispatcher.Launch;

/// <summary>What the launch gate demands of events. Pure.</summary>
internal static class EventsGate
{
    private static readonly string[] CorrectiveWords =
        ["refund", "cancel", "chargeback", "dispute", "return", "void", "revers", "backorder", "failed", "expired", "removed", "unsubscribed"];

    private static readonly string[] SuppressingWords = ["can_receive", "suppress", "eligible", "blocked", "excluded", "do_not", "unsubscribed", "paused"];

    /// <summary>A feed that only grows, with ids and UTC.</summary>
    public static GateItem Feed(IReadOnlyList<TypeHistory> types)
    {
        const string name = "Append-only feed with ids and UTC";
        var (captured, withoutId, withoutTime) = (types.Sum(t => t.Captured), types.Sum(t => t.WithoutId), types.Sum(t => t.WithoutTime));
        if (captured == 0)
        {
            return GateItem.Unseen(name, "no event was captured yet", "Let the shop write, then look again.");
        }

        return withoutId > 0
            ? GateItem.Fail(name, $"{withoutId} of {captured} events were sent without an id", "Something else writes to the outbox: find it (OBX463).")
            : GateItem.Pass(
                name,
                $"EventFeed: {captured} events, all with ids; times in UTC, {withoutTime} of them the time of capture for want of another; no role may change a row");
    }

    /// <summary>Each event has one system that triggers it.</summary>
    public static GateItem TriggerSource(IReadOnlyList<EventTypeState> states)
    {
        const string name = "Trigger source of every event";
        var wrong = states.Where(s => s.TriggerSource != "sql" && s.Delivery == Delivery.Live).Select(s => s.Name).ToList();
        var told = string.Join(", ", states.GroupBy(s => s.TriggerSource).Select(g => $"{g.Key}: {g.Count()}"));
        return states.Count == 0
            ? GateItem.Fail(name, "the mapping has no event", "Map one.")
            : wrong.Count > 0
                ? GateItem.Fail(name, $"{told}; live here and another's: {Listed(wrong)}", "Only the owner may be live: set their delivery to shadow.")
                : GateItem.Pass(name, $"{told}; no other system's event is live here");
    }

    /// <summary>A name that was sent stays in the mapping.</summary>
    public static GateItem Names(IReadOnlyList<TypeHistory> types, DateTime storedAt)
    {
        const string name = "Names locked";
        var gone = types.Where(t => !t.IsMapped && t.SentLive + t.SentAsShadow > 0).Select(t => t.Name).ToList();
        return gone.Count > 0
            ? GateItem.Fail(
                name, $"sent, and no longer in the mapping (OBX735): {Listed(gone)}",
                "Put the names back, or agree with whoever builds journeys that they have ended; then they can be removed from EventType.")
            : GateItem.Pass(name, $"{types.Count(t => t.IsMapped)} names in the mapping of {storedAt:yyyy-MM-dd HH:mm}Z, and every name that was sent is among them");
    }

    /// <summary>What goes wrong for a customer is told as well, and keeps messages from them.</summary>
    public static GateItem Corrections(MappingDocument mapping, DatabaseCatalog catalog)
    {
        const string name = "Corrective events mapped and used for suppression";
        var corrective = mapping.MappedEvents.Where(e => Has(e.Name, CorrectiveWords)).ToList();
        var attributes = mapping.People.Attributes.Select(a => a.Name)
            .Concat(mapping.People.View is { } view ? catalog.Find(view.View.Name)?.Columns.Select(c => c.Name) ?? [] : []);
        var suppressing = attributes.Where(a => Has(a, SuppressingWords)).ToList();
        var touching = mapping.People.TouchedBy.Select(t => t.Table.Name).Append(mapping.People.Table.Name).ToHashSet();
        var renewing = corrective.OfType<TableEvent>().Where(e => touching.Contains(e.Table.Name)).Select(e => e.Name).ToList();
        if (corrective.Count == 0)
        {
            return GateItem.Fail(
                name, "no event is named like a refund, a cancellation, a chargeback, a failure or a return",
                "Map what takes a purchase back, or a win-back goes to somebody who waits for a refund.");
        }

        if (suppressing.Count == 0)
        {
            return GateItem.Fail(
                name, $"{Listed(corrective.Select(e => e.Name))}; no attribute is named like a suppression (can_receive_…, suppress_…, …_blocked)",
                "Compute one in the people's view and use it in the segments of journeys.");
        }

        return renewing.Count == 0
            ? GateItem.Fail(
                name, $"events: {Listed(corrective.Select(e => e.Name))}; attributes: {Listed(suppressing)}; no write of such an event renews the attributes",
                "Add the events' tables to people.touched_by.")
            : GateItem.Pass(
                name,
                $"events: {Listed(corrective.Select(e => e.Name))}; attributes: {Listed(suppressing)}; renewed by {Listed(renewing)}; told by their names, so have a person agree");
    }

    /// <summary>As many as a line has room for.</summary>
    internal static string Listed(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(6)) + (all.Count > 6 ? $" and {all.Count - 6} more" : "");
    }

    private static bool Has(string name, string[] words) => words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
