using BenchmarkDotNet.Attributes;
using Outbox.Dispatcher.Plan;
using Outbox.Dispatcher.Read;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Benchmarks;

/// <summary>A read of a thousand rows: planned, divided, cut into waves and requests.</summary>
[MemoryDiagnoser]
public class PlanBenchmarks
{
    private const int Tracks = 4;
    private const int Items = 100;

    private readonly Rules _rules;
    private readonly List<PersonalRow> _rows;
    private readonly Dictionary<string, PersonFacts> _people = [];
    private readonly IReadOnlyList<Parcel> _parcels;

    public PlanBenchmarks()
    {
        var shaper = new Shaper(SampleRows.Mapping, SampleRows.Catalog);
        _rules = new Rules(SampleRows.Mapping, shaper, [new EventTypeState("order_placed", Core.Messages.Delivery.Live, 100, "sql")]);
        _rows = [.. SampleRows.Messages(1_000).Select(message => new PersonalRow(
            message, "cust_" + message.PersonKey, message.PersonKey, shaper.ShapeEvent(message, null)))];
        var person = shaper.ShapePerson(SampleRows.PersonJson);
        foreach (var id in _rows.Select(row => row.PersonId).Distinct())
        {
            _people[id] = new PersonFacts(id, PersonState.Present, person, new SentPerson(id, person.Hash, 1));
        }

        _parcels = Plan().Parcels;
    }

    [Benchmark]
    public ReadPlan Plan() => Planner.Plan(_rules, SampleRows.Now, _rows, _people);

    [Benchmark]
    public int Cut() => Dispatcher.Plan.Tracks.Divide(_parcels, Tracks, Items)
        .SelectMany(track => Waves.Cut(track))
        .Sum(wave => Batches.Cut(wave, Items).Count);
}
