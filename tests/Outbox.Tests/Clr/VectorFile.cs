using System.Runtime.CompilerServices;

namespace Outbox.Tests.Clr;

/// <summary>The kept vectors.</summary>
internal static class VectorFile
{
    /// <summary>Made of this.</summary>
    public const int Seed = 20261123;

    private const string Accept = "OUTBOX_ACCEPT_GOLDEN";

    /// <summary>The kept ones.</summary>
    public static IReadOnlyList<FunctionVector> Kept { get; } = [.. FunctionVector.Read(File.ReadLines(Place()))];

    /// <summary>The file beside the source, rewritten where the change is accepted.</summary>
    public static string Place([CallerFilePath] string caller = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "vectors", "functions.tsv");
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(file, string.Concat(new VectorMaker(Seed).Make().Select(vector => vector.Line() + "\n")));
        }

        return file;
    }
}
