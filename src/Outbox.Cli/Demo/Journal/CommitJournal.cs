using Outbox.Cli.Demo.Shop;

namespace Outbox.Cli.Demo.Journal;

/// <summary>
/// What the writers know to be committed, in memory: the only source of what the demo expects. An entry is made after
/// COMMIT returned, never before, and nothing is read from the outbox or the mapping.
/// </summary>
internal sealed class CommitJournal
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly List<UsedUp> _usedUp = [];
    private readonly List<WaitlistEntry> _waitlist = [];
    private readonly List<Wish> _wishes = [];
    private readonly List<Restock> _restocks = [];
    private readonly List<PriceChange> _priceChanges = [];
    private readonly List<Customer> _customers = [];
    private readonly HashSet<string> _guests = [];
    private int _transactions;
    private int _writes;
    private int _rolledBack;

    /// <summary>Events of committed writes so far, those of schedules not among them.</summary>
    public int Events => Locked(() => _entries.Count);

    /// <summary>Statements committed.</summary>
    public int Writes => Locked(() => _writes);

    /// <summary>Transactions committed.</summary>
    public int Transactions => Locked(() => _transactions);

    /// <summary>Transactions rolled back.</summary>
    public int RolledBack => Locked(() => _rolledBack);

    /// <summary>A transaction is through.</summary>
    /// <param name="committedAt">The wall clock after COMMIT returned.</param>
    /// <param name="writes">Its statements.</param>
    /// <param name="facts">What it must bring.</param>
    public void Committed(DateTimeOffset committedAt, int writes, IEnumerable<Fact> facts)
    {
        lock (_gate)
        {
            _transactions++;
            _writes += writes;
            _entries.AddRange(facts.Select(f => new Entry(f, committedAt)));
        }
    }

    public void RollBack() => Locked(() => _rolledBack++);

    public void Add(Customer customer) => Locked(() => _customers.Add(customer));

    public void Add(UsedUp usedUp) => Locked(() => _usedUp.Add(usedUp));

    public void Add(WaitlistEntry entry) => Locked(() => _waitlist.Add(entry));

    public void Add(Wish wish) => Locked(() => _wishes.Add(wish));

    public void Add(Restock restock) => Locked(() => _restocks.Add(restock));

    public void Add(PriceChange change) => Locked(() => _priceChanges.Add(change));

    /// <summary>Somebody without an account has done something that Customer.io is told of.</summary>
    public void AddGuest(string email) => Locked(() => _guests.Add(People.Normalize(email)));

    /// <summary>All that must have arrived once the play is over, what the schedules find included.</summary>
    public IReadOnlyList<Entry> Expected()
    {
        lock (_gate)
        {
            var due = ScheduledFacts.Of(_usedUp, _waitlist, _restocks, _wishes, _priceChanges);
            return [.. _entries, .. due.Select(f => new Entry(f, null))];
        }
    }

    /// <summary>How everybody must stand there once the play is over.</summary>
    public IReadOnlyList<ExpectedPerson> ExpectedPeople()
    {
        lock (_gate)
        {
            var told = Expected().Select(e => e.Fact.PersonId).ToHashSet(StringComparer.Ordinal);
            return
            [
                .. _customers.Select(c => People.Expected(c, c.IsTouched || told.Contains(People.IdOf(c)))),
                .. _guests.Order(StringComparer.Ordinal).Select(People.ExpectedGuest),
            ];
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    private void Locked(Action write)
    {
        lock (_gate)
        {
            write();
        }
    }
}
