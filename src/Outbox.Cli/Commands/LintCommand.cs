using System.CommandLine;
using Outbox.Cli.Output;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Schema;

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
        var database = new Option<bool>("--database")
        {
            Description = "Require a connection, and also read what rows hold: people who share an e-mail address.",
        };
        var schema = new Option<bool>("--schema") { Description = "Print the JSON Schema by which editors check a mapping, and check nothing." };
        var command = new Command("lint", "Checks a mapping; with a connection also against the database. Changes nothing.")
        {
            file,
            database,
            schema,
            json,
        };
        common.AddTo(command);
        new CommandText(
            [
                ("outbox lint", "checks outbox.yml of this folder"),
                ("outbox lint outbox.yml --connection shop.db", "also checks its tables and columns"),
                ("outbox lint outbox.yml --database --connection shop.db", "also looks for people who share an e-mail address"),
                ("outbox lint --schema > outbox.schema.json", "for editors"),
            ],
            [
                (ExitCodes.Done, "no errors (warnings do not count)"),
                (ExitCodes.CheckFailed, "errors; each is printed with its line and mend"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var output = parse.InvocationConfiguration.Output;
            if (parse.GetValue(schema))
            {
                await output.WriteAsync(MappingSchema.Write());
                return ExitCodes.Done;
            }

            var path = parse.GetRequiredValue(file);
            var text = await MappingFile.ReadAsync(path, cancellationToken);
            var settings = common.Read(parse);
            var connection = parse.GetValue(database) ? settings.RequireConnection() : settings.Connection;
            var (_, findings) = await MappingCheck.RunAsync(
                text, connection is null ? null : Engines.Installer(connection), cancellationToken, withData: true);

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
