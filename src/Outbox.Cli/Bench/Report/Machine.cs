using System.Runtime.InteropServices;

namespace Outbox.Cli.Bench.Report;

/// <summary>What the benchmark ran on.</summary>
/// <param name="Processor">Its model, as the system names it.</param>
/// <param name="Cores">Logical processors that this process may use.</param>
/// <param name="MemoryGb">Memory that this process may use, in gibibytes.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
internal sealed record Machine(string Processor, int Cores, double MemoryGb, string System, string Runtime)
{
    private const string LinuxProcessors = "/proc/cpuinfo";
    private const string LinuxModel = "model name";

    /// <summary>This machine.</summary>
    public static Machine Here() => new(
        ReadProcessor(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    private static string ReadProcessor()
    {
        var model = File.Exists(LinuxProcessors)
            ? File.ReadLines(LinuxProcessors).FirstOrDefault(line => line.StartsWith(LinuxModel, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return $"{model ?? "unknown"} ({RuntimeInformation.ProcessArchitecture})";
    }
}
