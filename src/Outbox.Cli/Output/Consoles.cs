using Spectre.Console;

namespace Outbox.Cli.Output;

/// <summary>Spectre's console over a writer.</summary>
internal static class Consoles
{
    /// <summary>Colours where the terminal can; lines are never wrapped, since editors and grep read them as well.</summary>
    public static IAnsiConsole Unwrapped(TextWriter output)
    {
        var console = Fitted(output);
        console.Profile.Width = 100_000;
        return console;
    }

    /// <summary>Colours and width of the terminal; 120 columns where there is none.</summary>
    public static IAnsiConsole Fitted(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TerminalWriter.Behind(output)) });
        console.Pipeline.Attach(new EscapingHook());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 120;
        }

        return console;
    }
}
