using System.CommandLine;
using Outbox.Cli.Output;
using Outbox.Core.Errors;
using Outbox.Mapping.Lint;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox migrate</c>: brings a database to what the mapping says, all of it or nothing.</summary>
internal static class MigrateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = MappingFile.Argument();
        var common = new CommonOptions();
        var command = new Command("migrate", "Installs or updates the outbox, the mapping and its triggers in a database.") { file };
        common.AddTo(command);
        new CommandText(
            [
                ("outbox migrate outbox.yml --connection shop.db", "installs; run again, it changes nothing"),
            ],
            [
                (ExitCodes.Done, "the database is as the mapping says"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var settings = common.Read(parse);
            var installer = Engines.Installer(settings.RequireConnection());
            var path = parse.GetRequiredValue(file);
            var text = await MappingFile.ReadAsync(path, cancellationToken);
            var (mapping, findings) = await MappingCheck.RunAsync(text, installer, cancellationToken);
            FindingReport.Write(parse.InvocationConfiguration.Output, path.ToString(), findings);
            if (mapping?.Catalog is null || findings.Any(f => f.Severity == Severity.Error))
            {
                throw new OutboxException(
                    CliErrors.MappingRefused,
                    "The mapping has errors; the database is as it was.",
                    path.ToString(),
                    "Mend what is listed above and run migrate again.");
            }

            var report = await installer.MigrateAsync(mapping.Document, text, mapping.Catalog, cancellationToken);
            MigrationText.Write(parse.InvocationConfiguration.Output, report);
            return ExitCodes.Done;
        });
        return command;
    }
}
