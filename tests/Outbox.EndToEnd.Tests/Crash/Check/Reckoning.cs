using System.Globalization;
using Outbox.Core.Events;
using Outbox.EndToEnd.Tests.Crash.Shop;

namespace Outbox.EndToEnd.Tests.Crash.Check;

/// <summary>
/// What was committed against what arrived. Every arrival counts, those included that the sandbox's own de-duplication
/// would hide.
/// </summary>
internal sealed class Reckoning
{
    private readonly List<string> _wrong = [];

    private Reckoning(IReadOnlyCollection<Deed> journal, IReadOnlyList<Arrival> arrivals)
    {
        var events = arrivals.Where(arrival => arrival.EventId is not null).ToList();
        var byId = events.GroupBy(arrival => arrival.EventId!).ToDictionary(id => id.Key, id => id.ToList());
        var facts = journal.SelectMany(deed => deed.Facts.Select(fact => (fact.EventId, fact.Cents, deed.Person))).ToList();
        Facts = facts.Count;
        EventArrivals = events.Count;
        Identifies = arrivals.Count - events.Count;
        Resends = events.Count - byId.Count;
        Lost = Count("lost", facts.Where(fact => !byId.ContainsKey(fact.EventId)).Select(fact => fact.EventId));
        Invented = Count("never committed", byId.Keys.Except(facts.Select(fact => fact.EventId)));
        SeveralUlids = Count("several ULIDs", byId.Where(id => id.Value.DistinctBy(a => a.Ulid).Count() > 1).Select(id => id.Key));
        SharedUlids = Count("a ULID of several events", events.GroupBy(a => a.Ulid).Where(u => u.DistinctBy(a => a.EventId).Count() > 1).Select(u => u.Key!));
        SeveralBytes = Count("other bytes when sent again", byId.Where(id => id.Value.DistinctBy(a => a.Sha256).Count() > 1).Select(id => id.Key));
        WrongContent = Count("wrong content", facts.Where(fact => byId.TryGetValue(fact.EventId, out var found) && !IsRight(found[0], fact)).Select(fact => fact.EventId));
        Refused = Count("refused", arrivals.Where(a => a.Outcome is not (Sandbox.Workspace.ItemOutcome.Applied or Sandbox.Workspace.ItemOutcome.Resend)).Select(a => $"{a.EventId ?? a.Person} {a.Outcome}"));
        (Pairs, OutOfOrder) = Order(journal, byId);
        WrongPeople = People(journal, arrivals);
    }

    /// <summary>Events committed.</summary>
    public int Facts { get; }

    /// <summary>Events that arrived, each time.</summary>
    public int EventArrivals { get; }

    /// <summary>Identifies that arrived, each time.</summary>
    public int Identifies { get; }

    /// <summary>Arrivals of an event beyond the first.</summary>
    public int Resends { get; }

    /// <summary>Committed and never arrived.</summary>
    public int Lost { get; }

    /// <summary>Arrived and never committed.</summary>
    public int Invented { get; }

    /// <summary>Event ids under more than one ULID.</summary>
    public int SeveralUlids { get; }

    /// <summary>ULIDs of more than one event id.</summary>
    public int SharedUlids { get; }

    /// <summary>Event ids that arrived with more than one sequence of bytes.</summary>
    public int SeveralBytes { get; }

    /// <summary>Events that say something else than was committed.</summary>
    public int WrongContent { get; }

    /// <summary>Items that the sandbox did not take.</summary>
    public int Refused { get; }

    /// <summary>Pairs of transactions whose order is promised.</summary>
    public int Pairs { get; }

    /// <summary>Those of them that arrived the other way round.</summary>
    public int OutOfOrder { get; }

    /// <summary>What is wrong with identifies.</summary>
    public int WrongPeople { get; }

    /// <summary>Reckons.</summary>
    public static Reckoning Of(IReadOnlyCollection<Deed> journal, IReadOnlyList<Arrival> arrivals) => new(journal, arrivals);

    /// <summary>Asserts that nothing is wrong.</summary>
    /// <param name="mostResends">Rows that may have been in flight where a process was killed or cut off.</param>
    public void AssertRight(int mostResends)
    {
        Assert.True(_wrong.Count == 0, $"{this}\n{string.Join('\n', _wrong.Take(60))}");
        Assert.True(Facts > 0 && Pairs > 0, $"nothing was shown: {this}");
        Assert.InRange(Resends, 0, mostResends);
    }

    /// <summary>In a line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Facts} facts, {EventArrivals} event arrivals and {Identifies} identifies, {Resends} resends, {Lost} lost, {Invented} invented, {SeveralUlids} under several ULIDs, {SharedUlids} sharing one, {SeveralBytes} with other bytes, {WrongContent} with wrong content, {Refused} refused, {OutOfOrder} of {Pairs} ordered pairs out of order, {WrongPeople} wrong identifies");

    private static bool IsRight(Arrival arrival, (string EventId, long? Cents, string Person) fact) =>
        arrival.Person == fact.Person
        && arrival.Ulid == EventUlid.Derive(FaultShop.Source, fact.EventId)
        && (fact.Cents is null || arrival.Data.GetProperty("value_cents").GetInt64() == fact.Cents)
        && (!arrival.Data.TryGetProperty("items", out var items) || items.GetArrayLength() == 2);

    private int Count(string what, IEnumerable<string> which)
    {
        var list = which.ToList();
        _wrong.AddRange(list.Take(20).Select(id => $"{what}: {id}"));
        return list.Count;
    }

    /// <summary>
    /// Of two transactions of a person of which one ended before the other began, the events of the first arrive in an
    /// earlier request or in the same one: that is what is promised, and first arrivals show it.
    /// </summary>
    private (int Pairs, int Wrong) Order(IReadOnlyCollection<Deed> journal, Dictionary<string, List<Arrival>> byId)
    {
        var (pairs, wrong) = (0, new List<string>());
        foreach (var person in journal.Where(deed => deed.Facts.Count > 0).GroupBy(deed => deed.Person))
        {
            var deeds = person.Where(deed => byId.ContainsKey(deed.Facts[0].EventId)).Select(deed => (Deed: deed, First: byId[deed.Facts[0].EventId].MinBy(a => a.Sequence)!)).ToList();
            foreach (var earlier in deeds)
            {
                foreach (var later in deeds.Where(later => earlier.Deed.Ended < later.Deed.Began))
                {
                    pairs++;
                    if (earlier.First.Request > later.First.Request)
                    {
                        wrong.Add($"{earlier.Deed.Facts[0].EventId} in request {earlier.First.Request} after {later.Deed.Facts[0].EventId} in {later.First.Request} of {person.Key}");
                    }
                }
            }
        }

        return (pairs, Count("out of order", wrong));
    }

    /// <summary>
    /// By their stamps a person's identifies go through committed attributes and never back, none of two with one stamp
    /// differ, and the last is what was committed last.
    /// </summary>
    private int People(IReadOnlyCollection<Deed> journal, IReadOnlyList<Arrival> arrivals)
    {
        var wrong = new List<string>();
        var sent = arrivals.Where(arrival => arrival.EventId is null).GroupBy(arrival => arrival.Person).ToDictionary(
            person => person.Key,
            person => person.OrderBy(a => a.Stamp).Select(a => (a.Stamp, Attributes: new Attributes(a.Data.GetProperty("edition").GetInt32(), a.Data.GetProperty("city").GetString()!))).ToList());
        foreach (var person in journal.Where(deed => deed.Attributes is not null).GroupBy(deed => deed.Person))
        {
            var committed = person.Select(deed => deed.Attributes!).OrderBy(attributes => attributes.Edition).ToList();
            if (!sent.TryGetValue(person.Key, out var history))
            {
                wrong.Add($"{person.Key} was never identified");
                continue;
            }

            wrong.AddRange(history.Where(identify => !committed.Contains(identify.Attributes)).Select(identify => $"{person.Key} has {identify}, which was never committed"));
            for (var i = 1; i < history.Count; i++)
            {
                if (history[i].Attributes.Edition < history[i - 1].Attributes.Edition
                    || (history[i].Stamp == history[i - 1].Stamp && history[i].Attributes != history[i - 1].Attributes))
                {
                    wrong.Add($"{person.Key}: {history[i]} after {history[i - 1]}");
                }
            }

            if (history[^1].Attributes != committed[^1])
            {
                wrong.Add($"{person.Key} ends with {history[^1]}, committed is {committed[^1]}");
            }
        }

        return Count("identify", wrong);
    }
}
