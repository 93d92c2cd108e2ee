using System.Text.Json;
using System.Text.Json.Nodes;
using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Compare;

/// <summary>Counts by event name while the journal is gone through.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, NameRow> _rows = new(StringComparer.Ordinal);
    private readonly List<Difference> _differences = [];
    private readonly List<TimeSpan> _latencies = [];

    /// <summary>An event of the journal and all that arrived of it.</summary>
    public void Add(Entry entry, IReadOnlyList<ReceivedEvent> arrivals)
    {
        var fact = entry.Fact;
        var row = RowOf(fact.Name);
        row = row with { Committed = row.Committed + 1, Resends = row.Resends + arrivals.Sum(a => a.TimesReceived - 1) };
        if (arrivals.Count == 0)
        {
            row = row with { Lost = row.Lost + 1 };
            Differ(DifferenceKind.Lost, fact, "never arrived", null);
        }
        else if (WrongIn(fact, arrivals[0]) is { } wrong)
        {
            Differ(DifferenceKind.Wrong, fact, wrong, arrivals[0]);
        }
        else if (arrivals.Count > 1)
        {
            row = row with { Duplicated = row.Duplicated + 1 };
            Differ(DifferenceKind.Duplicated, fact, $"arrived as {arrivals.Count} events", arrivals[1]);
        }
        else
        {
            row = row with { DeliveredOnce = row.DeliveredOnce + 1 };
            if (entry.CommittedAt is { } committedAt)
            {
                _latencies.Add(arrivals[0].ArrivedAt - committedAt);
            }
        }

        _rows[fact.Name] = row;
    }

    /// <summary>An event that no entry of the journal explains.</summary>
    public void AddUnexpected(ReceivedEvent stray)
    {
        _rows[stray.Name] = RowOf(stray.Name);
        _differences.Add(new Difference(
            DifferenceKind.Unexpected, $"{stray.Name} of {stray.PersonId}", "nobody committed it", null, TextOf(stray)));
    }

    public Comparison Finish(IEnumerable<Difference> people) =>
        new([.. _rows.Values], [.. _differences, .. people], Latency.Of(_latencies));

    private static string? WrongIn(Fact fact, ReceivedEvent arrival)
    {
        if (arrival.Name != fact.Name)
        {
            return $"name: expected {fact.Name}, got {arrival.Name}";
        }

        if (arrival.PersonId != fact.PersonId)
        {
            return $"person: expected {fact.PersonId}, got {arrival.PersonId}";
        }

        return arrival.Timestamp != Amounts.UnixSeconds(fact.OccurredAt)
            ? $"timestamp: expected {Amounts.UnixSeconds(fact.OccurredAt)}, got {arrival.Timestamp}"
            : JsonDifference.Find(JsonSerializer.SerializeToElement(fact.Data), arrival.Data);
    }

    private static string TextOf(Fact fact) => new JsonObject
    {
        ["name"] = fact.Name,
        ["person"] = fact.PersonId,
        ["timestamp"] = Amounts.UnixSeconds(fact.OccurredAt),
        ["data"] = fact.Data.DeepClone(),
    }.ToJsonString();

    private static string TextOf(ReceivedEvent arrival) => new JsonObject
    {
        ["name"] = arrival.Name,
        ["person"] = arrival.PersonId,
        ["timestamp"] = arrival.Timestamp,
        ["data"] = JsonNode.Parse(arrival.Data.GetRawText()),
    }.ToJsonString();

    private NameRow RowOf(string name) => _rows.GetValueOrDefault(name) ?? new NameRow(name, 0, 0, 0, 0, 0);

    private void Differ(DifferenceKind kind, Fact fact, string detail, ReceivedEvent? arrival) =>
        _differences.Add(new Difference(kind, fact.EventId, detail, TextOf(fact), arrival is null ? null : TextOf(arrival)));
}
