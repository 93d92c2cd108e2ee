using BenchmarkDotNet.Attributes;
using Outbox.Core.Events;

namespace Outbox.Benchmarks;

/// <summary>What Customer.io de-duplicates by: one an event.</summary>
[MemoryDiagnoser]
public class UlidBenchmarks
{
    [Benchmark]
    public string Derive() => EventUlid.Derive("coffee-shop", "order_completed:1001");
}
