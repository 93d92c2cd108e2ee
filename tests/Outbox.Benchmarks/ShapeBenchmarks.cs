using BenchmarkDotNet.Attributes;
using Outbox.Core.Messages;
using Outbox.Mapping.Shape;

namespace Outbox.Benchmarks;

/// <summary>Raw values to properties and attributes.</summary>
[MemoryDiagnoser]
public class ShapeBenchmarks
{
    private readonly Shaper _shaper = new(SampleRows.Mapping, SampleRows.Catalog);
    private readonly OutboxMessage _message = SampleRows.Messages(1)[0];

    [Benchmark]
    public ShapedEvent Event() => _shaper.ShapeEvent(_message, null);

    [Benchmark]
    public ShapedPerson Person() => _shaper.ShapePerson(SampleRows.PersonJson);
}
