using System.Collections.Concurrent;
using Outbox.Contract.Tests.Engines;
using Outbox.TestServers;

[assembly: AssemblyFixture(typeof(ContractTally))]

namespace Outbox.Contract.Tests.Engines;

/// <summary>
/// Counts the suite's outcomes by engine and prints a line for each at the end, with a line before it that says which
/// server it was, or why there was none.
/// </summary>
public sealed class ContractTally : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<(string Engine, TestResult Result), int> Counts = new();
    private static readonly ConcurrentDictionary<(string Engine, string Why), int> Vectors = new();

    /// <summary>Counts the running test; called when it is over.</summary>
    public static void Count(string engine, TestResult result) =>
        Counts.AddOrUpdate((engine, result), 1, static (_, count) => count + 1);

    /// <summary>Counts vectors that ran within one test, and those that the server could not be asked, by the reason.</summary>
    public static void CountVectors(string engine, int ran, IReadOnlyDictionary<string, int> left)
    {
        foreach (var (why, count) in left.Append(new("", ran)))
        {
            Vectors.AddOrUpdate((engine, why), count, (_, before) => before + count);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await TestDatabases.DropAllAsync();
        var lacked = TestServer.Current is { } server ? await server.LackedAsync() : [];
        await TestServer.StopAsync();
        foreach (var engine in Counts.Keys.Select(k => k.Engine).Distinct().Order())
        {
            int Of(TestResult result) => Counts.GetValueOrDefault((engine, result));
            if (engine == SqlServerEngine.EngineName && TestServer.Note is { } note)
            {
                Console.Out.WriteLine($"contract {engine} {note}");
                if (lacked.Count > 0)
                {
                    Console.Out.WriteLine($"contract {engine} asked that server, which has no {string.Join(", no ", lacked)}");
                }
            }

            Console.Out.WriteLine(
                $"contract {engine}: {Of(TestResult.Passed)} passed, {Of(TestResult.Failed)} failed, {Of(TestResult.Skipped)} skipped");
        }

        foreach (var engine in Vectors.Keys.Select(k => k.Engine).Distinct().Order())
        {
            var left = Vectors.Where(v => v.Key.Engine == engine && v.Key.Why.Length > 0).ToList();
            Console.Out.WriteLine(
                $"contract {engine} vectors: {Vectors[(engine, "")]} ran, {left.Sum(v => v.Value)} skipped"
                + string.Concat(left.Select(v => $"; {v.Value}: {v.Key.Why}")));
        }
    }
}
