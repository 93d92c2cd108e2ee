using System.Collections.Concurrent;
using Outbox.EndToEnd.Tests.Crash;

[assembly: AssemblyFixture(typeof(FaultTally))]

namespace Outbox.EndToEnd.Tests.Crash;

/// <summary>The figures of the tests that break things, printed at the end.</summary>
public sealed class FaultTally : IDisposable
{
    private static readonly ConcurrentQueue<string> Lines = new();

    /// <summary>Whether all of it is asked for, and not only what fits into an ordinary run.</summary>
    public static bool IsFull => Environment.GetEnvironmentVariable("OUTBOX_TEST_FULL") == "1";

    /// <summary>Adds a line.</summary>
    public static void Add(string line)
    {
        Lines.Enqueue(line);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var line in Lines)
        {
            Console.Out.WriteLine($"faults {line}");
        }
    }
}
