using System.Collections.Concurrent;
using Outbox.Contract.Tests.Engines;

[assembly: AssemblyFixture(typeof(ContractTally))]

namespace Outbox.Contract.Tests.Engines;

/// <summary>Counts the suite's outcomes by engine and prints a line for each at the end.</summary>
public sealed class ContractTally : IDisposable
{
    private static readonly ConcurrentDictionary<(string Engine, TestResult Result), int> Counts = new();

    /// <summary>Counts the running test; called when it is over.</summary>
    public static void Count(string engine, TestResult result) =>
        Counts.AddOrUpdate((engine, result), 1, static (_, count) => count + 1);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var engine in Counts.Keys.Select(k => k.Engine).Distinct().Order())
        {
            int Of(TestResult result) => Counts.GetValueOrDefault((engine, result));
            Console.Out.WriteLine(
                $"contract {engine}: {Of(TestResult.Passed)} passed, {Of(TestResult.Failed)} failed, {Of(TestResult.Skipped)} skipped");
        }
    }
}
