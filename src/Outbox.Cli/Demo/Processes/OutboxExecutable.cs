using System.Diagnostics;

namespace Outbox.Cli.Demo.Processes;

/// <summary>The program that is running, to be started once more beside itself.</summary>
internal static class OutboxExecutable
{
    /// <summary>How to start it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Variables to set.</param>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
        var info = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Never the terminal: a key pressed there is for the demo.
            RedirectStandardInput = true,
            UseShellExecute = false,
        };

        // Under `dotnet outbox.dll` the program is the host, and the first argument tells what it runs.
        if (Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            info.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
