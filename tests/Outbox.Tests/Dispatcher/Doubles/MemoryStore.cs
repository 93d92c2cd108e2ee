using Outbox.Core.Messages;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Shape;
using Outbox.Mapping.Yaml;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Doubles;

/// <summary>An outbox in memory, as exact about status as a database's.</summary>
internal sealed partial class MemoryStore(TimeProvider clock) : IOutboxStore
{
    private static readonly DatabaseCatalog NoTables = new(Engine.Sqlite, []);
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, OutboxMessage> _rows = [];
    private TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Mapping { get; set; } = Mappings.Shop;

    public Dictionary<long, Outcome> Outcomes { get; } = [];

    public Dictionary<string, EventTypeState> Types { get; } = [];

    public Dictionary<string, PersonRow> People { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, SentPerson> Sent { get; } = [];

    public Dictionary<long, string> Related { get; } = [];

    /// <summary>Whose e-mail is whose, by its hash.</summary>
    public Dictionary<string, string> Emails { get; } = [];

    /// <summary>Rows that somebody else has closed, so that nothing is saved of them.</summary>
    public HashSet<long> Unsaved { get; } = [];

    public List<RecordedFault> Faults { get; } = [];

    public List<Attempt> Attempts { get; } = [];

    public List<string> Calls { get; } = [];

    /// <summary>The calls, while the dispatcher is at work.</summary>
    public IReadOnlyList<string> CallsSoFar
    {
        get
        {
            lock (_lock)
            {
                return [.. Calls];
            }
        }
    }

    public Func<string, Exception?> Failing { get; set; } = _ => null;

    /// <summary>Is over when a read finds nothing.</summary>
    public Task Empty
    {
        get
        {
            lock (_lock)
            {
                _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return _empty.Task;
            }
        }
    }

    public OutboxMessage Row(long id) => _rows[id];

    public MessageStatus StatusOf(long id)
    {
        lock (_lock)
        {
            return Outcomes.TryGetValue(id, out var outcome) ? outcome.Status : MessageStatus.Pending;
        }
    }

    public string? ReasonOf(long id) => Outcomes[id].Reason;

    public void Live(params string[] names)
    {
        foreach (var name in names)
        {
            Types[name] = new EventTypeState(name, Delivery.Live, 100, "sql");
        }
    }

    public void Person(string key, string plan = "basic", bool isIncluded = true, bool isDeleted = false) =>
        People[key] = new PersonRow(key, isIncluded, isDeleted, RowOf(plan));

    /// <summary>What Customer.io has of a person, where it has these attributes.</summary>
    public void AlreadySent(string key, string plan = "basic") =>
        Sent[$"cust_{key}"] = new SentPerson($"cust_{key}", HashOf(plan), 1);

    public static string HashOf(string plan) => new Shaper(MappingReader.Read(Mappings.Shop).Document!, NoTables).ShapePerson(RowOf(plan)).Hash;

    public void Recapture(long id, string captured) => _rows[id] = _rows[id] with { Captured = captured };

    public long Event(string name, string id, string? person, string captured = """{"Note":null}""") => Add(new OutboxMessage
    {
        MessageId = 0,
        Kind = MessageKind.Event,
        CapturedBy = name,
        EventName = name,
        EventId = $"{name}:{id}",
        PersonKey = person,
        Captured = captured,
        CreatedAt = Now,
    });

    public long Add(MessageKind kind, string? person, string capturedBy = "people") =>
        Add(new OutboxMessage { MessageId = 0, Kind = kind, CapturedBy = capturedBy, PersonKey = person, CreatedAt = Now });

    public long Add(OutboxMessage message)
    {
        lock (_lock)
        {
            var id = _rows.Count + 1;
            _rows.Add(id, message with
            {
                MessageId = id,
                Lane = message.Lane == Lanes.Unrouted ? message.Lane : LaneOf(message.PersonKey),
                IsDuplicate = message.EventId is not null && _rows.Values.Any(row => row.EventId == message.EventId),
            });
            return id;
        }
    }

    public Task<StoredMapping> ReadMappingAsync(CancellationToken cancellationToken) => Do("mapping", () =>
        new StoredMapping(Mapping, NoTables, DateTime.UnixEpoch));

    public Task<IReadOnlyList<EventTypeState>> ReadEventTypesAsync(CancellationToken cancellationToken) =>
        Do<IReadOnlyList<EventTypeState>>("types", () => [.. Types.Values]);

    public Task<PendingRead> ReadPendingAsync(IReadOnlyList<LaneToken> lanes, int limit, CancellationToken cancellationToken) =>
        Do("read", () =>
        {
            var unrouted = Unrouted.ToList();
            List<OutboxMessage> read = [.. _rows.Values
                .Where(row => IsPending(row) && IsDue(row.MessageId) && lanes.Any(lane => lane.Lane == row.Lane && IsHeld(lane)))
                .Where(row => !unrouted.Exists(other => other.Priority == row.Priority && other.MessageId < row.MessageId))
                .Where(row => !IsHeldBack(row))
                .Where(row => row.EventName is null || Types.GetValueOrDefault(row.EventName)?.Delivery != Delivery.Paused)
                .OrderBy(row => row.Priority).ThenBy(row => row.MessageId).Take(limit)];
            if (!_rows.Values.Any(row => IsPending(row) && Types.GetValueOrDefault(row.EventName ?? "")?.Delivery != Delivery.Paused))
            {
                _empty.TrySetResult();
            }

            return new PendingRead(read, unrouted.Count > 0);
        });

    public Task<IReadOnlyDictionary<long, string>> ReadRelatedAsync(
        string capturedBy, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        Do<IReadOnlyDictionary<long, string>>("related", () => Failed("related", messages.Select(row => row.EventId ?? row.PersonKey ?? "")) is { } error ? throw error :
            messages.Where(row => Related.ContainsKey(row.MessageId)).ToDictionary(row => row.MessageId, row => Related[row.MessageId]));

    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        Do<IReadOnlyDictionary<string, PersonRow>>("people", () => keys.Any(Locked.Contains)
            ? throw new StoreBusyException("locked", new TimeoutException()) { IsLocked = true }
            : Failed("people", keys) is { } error ? throw error :
            keys.Where(People.ContainsKey).ToDictionary(key => key, key => People[key]));

    /// <summary>Keys of people whose rows an open transaction of the shop holds.</summary>
    public HashSet<string> Locked { get; } = [];

    public Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleStatesAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        Do<IReadOnlyDictionary<string, PersonRow>>("people states", () => Failed("people states", keys) is { } error ? throw error :
            keys.Where(People.ContainsKey).ToDictionary(key => key, key => People[key] with { Json = "{}" }));

    /// <summary>What makes a read of the shop fail: by the read (<c>related</c>, <c>people</c>, …) and one of its keys.</summary>
    public Func<string, string, ShopReadException?> Spoiled { get; set; } = (_, _) => null;

    /// <summary>What makes it impossible to save some rows.</summary>
    public Func<IReadOnlyList<long>, Exception?> Spoils { get; set; } = _ => null;

    /// <summary>Parts that are held.</summary>
    public Dictionary<string, HeldPart> Held { get; } = [];

    public Task HoldAsync(HeldPart part, TimeSpan retryAfter, CancellationToken cancellationToken) => Do("hold", () =>
    {
        _heldUntil[part.Part] = Now + retryAfter;
        Held[part.Part] = part;
        return true;
    });

    public Task ReleaseHeldAsync(IReadOnlyCollection<string> parts, CancellationToken cancellationToken) => Do("release held", () =>
    {
        parts.ToList().ForEach(part => Held.Remove(part));
        return true;
    });

    public Task<IReadOnlyList<HeldPart>> ReadHeldPartsAsync(CancellationToken cancellationToken) =>
        Do<IReadOnlyList<HeldPart>>("held", () => [.. Held.Values]);

    private readonly Dictionary<string, DateTime> _heldUntil = [];

    private bool IsHeldBack(OutboxMessage row) => Held.ContainsKey(row.CapturedBy) && _heldUntil[row.CapturedBy] > Now;

    private ShopReadException? Failed(string read, IEnumerable<string> keys) => keys.Select(key => Spoiled(read, key)).FirstOrDefault(error => error is not null);

    public Dictionary<string, PersonRow> Objects { get; } = [];

    public Task<IReadOnlyDictionary<string, PersonRow>> ReadObjectsAsync(
        string name, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        Do<IReadOnlyDictionary<string, PersonRow>>("objects", () => Failed("objects", keys) is { } error ? throw error :
            keys.Where(Objects.ContainsKey).ToDictionary(key => key, key => Objects[key]));

    public Task<IReadOnlyDictionary<string, SentPerson>> ReadSentPeopleAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) =>
        Do<IReadOnlyDictionary<string, SentPerson>>("sent people", () =>
            personIds.Where(Sent.ContainsKey).ToDictionary(id => id, id => Sent[id]));

    public Task<SaveResult> SaveShapedAsync(
        IReadOnlyList<LaneToken> lanes,
        IReadOnlyList<ShapedRow> rows,
        IReadOnlyList<RecordedFault> faults,
        CancellationToken cancellationToken) => Do("save", () =>
    {
        if (Spoils([.. rows.Select(row => row.Row.MessageId)]) is { } error)
        {
            throw error;
        }

        foreach (var row in rows.Where(row => IsOwned(row.Row.MessageId, lanes) && !Unsaved.Contains(row.Row.MessageId)))
        {
            _rows[row.Row.MessageId] = _rows[row.Row.MessageId] with
            {
                PersonKey = row.PersonKey,
                PersonId = row.PersonId,
                SentAs = row.SentAs,
                OccurredAt = row.OccurredAt,
                Properties = row.Properties,
            };
        }

        Faults.AddRange(faults);
        return new SaveResult(Lost(lanes), [.. rows.Select(row => row.Row.MessageId).Where(Unsaved.Contains)]);
    });

    public Task<IReadOnlyList<byte>> CompleteAsync(
        IReadOnlyList<LaneToken> lanes, Completion completion, CancellationToken cancellationToken) => Do("complete", () =>
    {
        Settle(completion.Settlement);
        foreach (var outcome in completion.Outcomes)
        {
            if (outcome.Status == MessageStatus.Sent)
            {
                Assert.True(
                    !Outcomes.TryGetValue(outcome.MessageId, out var earlier) || earlier.Status != MessageStatus.Sent || IsShared,
                    $"row {outcome.MessageId} was sent twice");
                Outcomes[outcome.MessageId] = outcome;
            }
            else if (IsOwned(outcome.MessageId, lanes))
            {
                Assert.True(Outcomes.TryAdd(outcome.MessageId, outcome), $"row {outcome.MessageId} was closed twice");
            }
        }

        foreach (var person in completion.People)
        {
            Sent[person.PersonId] = person with { Baseline = person.Baseline ?? Sent.GetValueOrDefault(person.PersonId)?.Baseline };
            if (person.AttributesHash is not null)
            {
                FirstSent.TryAdd(person.PersonId, Now);
            }
        }

        foreach (var id in completion.Forgotten)
        {
            Sent.Remove(id);
            FirstSent.Remove(id);
        }

        Faults.AddRange(completion.Faults);
        if (completion.Attempt is { } attempt)
        {
            Attempts.Add(attempt);
            foreach (var (id, _) in attempt.Rows)
            {
                _rows[id] = _rows[id] with { Attempts = _rows[id].Attempts + 1 };
            }
        }

        return Lost(lanes);
    });

    public Task<IReadOnlyList<RefusedAddress>> ClaimAddressesAsync(
        IReadOnlyList<AddressClaim> claims, CancellationToken cancellationToken) => Do<IReadOnlyList<RefusedAddress>>("claim", () =>
    {
        var refused = new List<RefusedAddress>();
        foreach (var claim in claims)
        {
            if (claim.AddressHash is { } hash && !Emails.TryAdd(hash, claim.PersonId) && Emails[hash] != claim.PersonId)
            {
                refused.Add(new RefusedAddress(claim.PersonId, claim.Kind, Emails[hash]));
            }
        }

        return refused;
    });

    /// <summary>Captures whose trigger is not as migrate left it.</summary>
    public IReadOnlyList<CaptureFault>? Captures { get; set; } = [];

    public Task<StoreStatus> ReadStatusAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreHealth> ReadHealthAsync(CancellationToken cancellationToken) => Do("health", () =>
    {
        var pending = _rows.Values.Where(row => !Outcomes.ContainsKey(row.MessageId)).ToList();
        var paused = pending.Where(IsPaused).ToList();
        return new StoreHealth(
            pending.Count,
            OldestLive(pending.Except(paused)),
            Outcomes.Values.Count(outcome => outcome.Status == MessageStatus.Dead),
            Faults.Count,
            Now)
        {
            Paused = paused.Count,
            OldestPausedEventAt = OldestLive(paused),
            Captures = Captures,
        };
    });

    public Task<DateTime> ReadClockAsync(CancellationToken cancellationToken) => Do("clock", () => Now);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string RowOf(string plan) => $$"""{"row":{"Score":5,"Plan":"{{plan}}"} }""";

    private bool IsPaused(OutboxMessage row) => Types.GetValueOrDefault(row.EventName ?? "")?.Delivery == Delivery.Paused;

    private static DateTime? OldestLive(IEnumerable<OutboxMessage> rows) =>
        rows.Where(row => row is { Kind: MessageKind.Event, Priority: Priority.Live }).Min(row => (DateTime?)(row.OccurredAt ?? row.CreatedAt));

    private bool IsPending(OutboxMessage row) => !Outcomes.ContainsKey(row.MessageId);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<T> Do<T>(string call, Func<T> work)
    {
        await Task.Yield();
        lock (_lock)
        {
            Calls.Add(call);
            return Failing(call) is { } failure ? throw failure : work();
        }
    }
}
