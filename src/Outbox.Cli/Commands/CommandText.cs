using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Outbox.Cli.Commands;

/// <summary>What the help of a command shows below its options: examples and exit codes.</summary>
/// <param name="Examples">Command lines that work as they stand, each with a few words.</param>
/// <param name="ExitCodes">Code and meaning, beyond those that every command has.</param>
internal sealed record CommandText(
    IReadOnlyList<(string Line, string Meaning)> Examples,
    IReadOnlyList<(int Code, string Meaning)> ExitCodes)
{
    private static readonly (int Code, string Meaning)[] Common =
    [
        (Cli.ExitCodes.Usage, "the command line cannot be understood"),
        (Cli.ExitCodes.Configuration, "the mapping or a setting must be mended"),
        (Cli.ExitCodes.Database, "the database or its rights must be mended"),
        (Cli.ExitCodes.CustomerIo, "Customer.io refuses, or cannot be reached"),
        (Cli.ExitCodes.Defect, "a defect of this program"),
    ];

    /// <summary>Adds the text to a command's <c>--help</c>.</summary>
    public void AddTo(Command command)
    {
        var help = new HelpOption();
        help.Action = new Action((HelpAction)help.Action!, this);
        command.Options.Add(help);
    }

    private void Write(TextWriter output)
    {
        output.WriteLine("Examples:");
        foreach (var (line, meaning) in Examples)
        {
            output.WriteLine($"  {line}");
            output.WriteLine($"      {meaning}");
        }

        output.WriteLine();
        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in ExitCodes.Concat(Common).OrderBy(e => e.Code))
        {
            output.WriteLine($"  {code,-3} {meaning}");
        }

        output.WriteLine();
    }

    private sealed class Action(HelpAction inner, CommandText text) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var result = inner.Invoke(parseResult);
            text.Write(parseResult.InvocationConfiguration.Output);
            return result;
        }
    }
}
