using Outbox.Mapping.Draft;
using Spectre.Console;

namespace Outbox.Cli.Output;

/// <summary>What was guessed, for a person: a guess a paragraph, which fits any width.</summary>
internal static class DraftText
{
    /// <summary>Writes it, then what lint says and what comes next.</summary>
    public static void Write(TextWriter output, string file, DraftResult draft)
    {
        var console = Console.IsOutputRedirected ? Consoles.Unwrapped(output) : Consoles.Fitted(output);
        foreach (var guess in draft.Guesses)
        {
            console.Write(new Text(guess.What + (guess.Value.Length > 0 ? $": {guess.Value}" : ""), new Style(guess.Value.Length > 0 ? Color.Green : Color.Yellow)));
            console.WriteLine();
            console.Write(new Padder(new Text(guess.Why)).Padding(4, 0, 0, 0));
        }

        output.WriteLine();
        output.WriteLine($"written {file}");
        FindingReport.Write(output, file, draft.Findings);
        output.WriteLine();
        output.WriteLine("next:");
        output.WriteLine($"  read and mend {file}");
        output.WriteLine($"  outbox lint {file} --database --connection …");
        output.WriteLine($"  outbox preview {draft.FirstEvent ?? "people"} {file} --last 3 --connection …");
    }
}
