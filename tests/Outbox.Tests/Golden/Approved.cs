using System.Runtime.CompilerServices;

namespace Outbox.Tests.Golden;

/// <summary>
/// Compares a text with the file that a reviewer approved, so that a change of generated SQL is reviewed as SQL. Where
/// they differ the new text is written beside the approved one as <c>*.received.sql</c>; with
/// <c>OUTBOX_ACCEPT_GOLDEN=1</c> it takes its place.
/// </summary>
internal static class Approved
{
    private const string Accept = "OUTBOX_ACCEPT_GOLDEN";

    /// <summary>Fails where <paramref name="text"/> is not what stands in <c>FOLDER/NAME.sql</c> (or another ending) beside the calling file.</summary>
    public static void Matches(string folder, string name, string text, string ending = ".sql", [CallerFilePath] string caller = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(caller)!, folder, name + ending);
        var received = Path.ChangeExtension(file, ".received" + ending);
        text = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            File.Delete(received);
            return;
        }

        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (approved == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail(
            $"{folder}/{name}{ending} differs{FirstDifference(approved, text)}\n"
            + $"Compare: diff {file} {received}\nAccept all: {Accept}=1 dotnet test");
    }

    /// <summary>Fails where a folder holds an approved file that nothing generates any more.</summary>
    public static void AreAll(string folder, IEnumerable<string> names, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, folder);
        var stale = Directory.EnumerateFiles(path, "*.sql")
            .Where(file => !file.EndsWith(".received.sql", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Except(names)
            .ToList();
        Assert.True(stale.Count == 0, $"Nothing generates {folder}/{string.Join(", ", stale)}: delete the file.");
    }

    private static string FirstDifference(string approved, string text)
    {
        if (approved.Length == 0)
        {
            return ": it is not there yet.";
        }

        var (before, after) = (approved.Split('\n'), text.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $" from line {line + 1}:\n- {before.ElementAtOrDefault(line)}\n+ {after.ElementAtOrDefault(line)}";
    }
}
