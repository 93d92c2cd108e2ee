using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Workspace;

/// <summary>
/// Everything since the start or the last reset: the workspace's state and the logs of what arrived. Not
/// thread-safe: <see cref="LockedLedger"/> guards it.
/// </summary>
/// <param name="settings">The workspace's settings.</param>
/// <param name="kept">Entries that each log keeps; events and people are all kept.</param>
internal sealed class Ledger(WorkspaceSettings settings, int kept)
{
    private readonly long[] _outcomes = new long[Enum.GetValues<ItemOutcome>().Length];

    public WorkspaceState State { get; } = new(settings);

    public ArrivalLog<RequestRecord> Requests { get; } = new(entry => entry.Number, kept);

    public ArrivalLog<ItemRecord> Items { get; } = new(entry => entry.Sequence, kept);

    public ArrivalLog<ItemRecord> Resends { get; } = new(entry => entry.Sequence, kept);

    public ArrivalLog<ItemRecord> Conflicts { get; } = new(entry => entry.Sequence, kept);

    public ArrivalLog<ItemRecord> Rejections { get; } = new(entry => entry.Sequence, kept);

    public ArrivalLog<ItemRecord> Ignored { get; } = new(entry => entry.Sequence, kept);

    public ArrivalLog<ItemRecord> Warnings { get; } = new(entry => entry.Sequence, kept);

    /// <summary>Answers by status; 0 = the connection was cut.</summary>
    public SortedDictionary<int, long> Answers { get; } = [];

    /// <summary>Faults that were injected.</summary>
    public SortedDictionary<string, long> Faults { get; } = new(StringComparer.Ordinal);

    public long Bytes { get; private set; }

    public long Count(ItemOutcome outcome) => _outcomes[(int)outcome];

    public RequestRecord Open(string method, string path, long now)
    {
        var request = new RequestRecord(Requests.Total + 1, method, path, now);
        Requests.Add(request);
        return request;
    }

    /// <summary>Applies the items of a request in their order and records what came of each.</summary>
    public void Take(RequestRecord request, IReadOnlyList<ReadItem> items, long now)
    {
        foreach (var item in items)
        {
            var record = new ItemRecord(Items.Total + 1, request.Number, now, item);
            record.Effect = item.Call?.Apply(State, record) ?? new(ItemOutcome.Rejected, item.Error!.Message, null);
            Record(record);
        }

        request.Items = items.Count;
        request.Rejected = items.Count(item => item.Error is not null);
    }

    public void Close(RequestRecord request)
    {
        Bytes += request.Bytes;
        Answers[request.Status ?? 0] = Answers.GetValueOrDefault(request.Status ?? 0) + 1;
        if (request.Fault != Fault.None)
        {
            var name = FaultNames.Of(request.Fault);
            Faults[name] = Faults.GetValueOrDefault(name) + 1;
        }
    }

    private void Record(ItemRecord record)
    {
        Items.Add(record);
        record.Effect.Person?.History.Add(record);
        _outcomes[(int)record.Effect.Outcome]++;
        if (record.Item.Warnings.Count > 0)
            Warnings.Add(record);

        (record.Effect.Outcome switch
        {
            ItemOutcome.Resend => Resends,
            ItemOutcome.Conflict => Conflicts,
            ItemOutcome.Rejected => Rejections,
            ItemOutcome.Ignored => Ignored,
            _ => null,
        })?.Add(record);
    }
}
