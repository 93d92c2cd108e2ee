using System.CommandLine;
using Outbox.Cli.Output;
using Outbox.Mapping.Lint;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox lint</c>: what is wrong with a mapping, before it touches anything.</summary>
internal static class LintCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = MappingFile.Argument();
        var common = new CommonOptions();
        var json = new Option<bool>("--json") { Description = "Print the findings as a JSON array." };
        var command = new Command("lint", "Checks a mapping; with a connection also against the database. Changes nothing.")
        {
            file,
            json,
        };
        common.AddTo(command);
        new CommandText(
            [
                ("outbox lint", "checks outbox.yml of this folder"),
                ("outbox lint outbox.yml --connection shop.db", "also checks its tables and columns"),
            ],
            [
                (ExitCodes.Done, "no errors (warnings do not count)"),
                (ExitCodes.CheckFailed, "errors; each is printed with its line and mend"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var path = parse.GetRequiredValue(file);
            var text = await MappingFile.ReadAsync(path, cancellationToken);
            var connection = common.Read(parse).Connection;
            var (_, findings) = await MappingCheck.RunAsync(
                text, connection is null ? null : Engines.Installer(connection), cancellationToken, withData: true);

            var output = parse.InvocationConfiguration.Output;
            if (parse.GetValue(json))
            {
                FindingJson.Write(output, path.ToString(), findings);
            }
            else
            {
                FindingReport.Write(output, path.ToString(), findings);
            }

            return findings.Any(f => f.Severity == Severity.Error) ? ExitCodes.CheckFailed : ExitCodes.Done;
        });
        return command;
    }
}
