using BenchmarkDotNet.Attributes;
using Outbox.CustomerIo;

namespace Outbox.Benchmarks;

/// <summary>The bytes of an item.</summary>
[MemoryDiagnoser]
public class JsonBenchmarks
{
    private const string Properties = """{"order_id":1,"order_number":"WEB-1","channel":"web","currency":"USD","value_cents":2050,"coupon_code":null}""";

    [Benchmark]
    public TrackItem Event() => TrackItem.Event("cust_1", "order_placed", "01JD3ZC8Q4T7Y0V2N5B6K8M9PR", 1_767_225_600, Properties);

    [Benchmark]
    public TrackItem Identify() => TrackItem.Identify("cust_1", """{"email":"a@example.com","first_name":"Ann","loyalty_points":7}""", 1_767_225_600);
}
