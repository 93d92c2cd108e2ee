using System.CommandLine;
using Outbox.Cli.Output;
using Outbox.Core.Errors;
using Outbox.Mapping.Lint;
using Outbox.Stores;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox migrate</c>: brings a database to what the mapping says, or tells or writes down what that takes.</summary>
internal static class MigrateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = MappingFile.Argument();
        var common = new CommonOptions();
        var plan = new Option<bool>("--plan") { Description = "Tell what would be done, and change nothing." };
        var script = new Option<FileInfo?>("--script")
        {
            Description = "Write what would be done as one script for SSMS or sqlcmd, and change nothing. SQL Server only.",
            HelpName = "FILE",
        };
        var uninstall = new Option<bool>("--uninstall") { Description = "Remove the outbox, triggers first. The shop's tables stay." };
        var force = new Option<bool>("--force") { Description = "With --uninstall: even where rows were not delivered yet." };
        var accept = new Option<bool>("--accept-broken-writers")
        {
            Description = "Put triggers even on tables with writers that use OUTPUT without INTO: those fail from then on (error 334).",
        };
        var clr = new Option<ClrChoice>("--clr")
        {
            Description = "The SQL CLR assembly (docs/clr.md): prefer installs it where the server lets it in as it is set; require also tells the server to trust it, or fails; never leaves it out and drops it. The T-SQL functions give the same results.",
            DefaultValueFactory = _ => ClrChoice.Prefer,
            HelpName = "prefer|require|never",
        };
        var command = new Command("migrate", "Installs or updates the outbox, the mapping and its triggers in a database.")
        {
            file, plan, script, uninstall, force, accept, clr,
        };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(plan), result.GetResult(script) is { Implicit: false }, result.GetValue(uninstall) }.Count(given => given) > 1)
            {
                result.AddError("Give one of --plan, --script and --uninstall.");
            }
        });
        common.AddTo(command);
        new CommandText(
            [
                ("outbox migrate outbox.yml --connection \"Server=db;Database=shop;Integrated Security=True\"", "installs; run again, it changes nothing"),
                ("outbox migrate outbox.yml --connection shop.db --plan", "tells what it would do"),
                ("outbox migrate outbox.yml --connection \"…\" --script outbox.sql", "writes it down for a DBA to review and run"),
                ("outbox migrate --connection \"…\" --uninstall", "removes the outbox again"),
            ],
            [
                (ExitCodes.Done, "the database is as the mapping says; or the plan or script is made"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var output = parse.InvocationConfiguration.Output;
            var installer = Engines.Installer(ConnectionFor(common.Read(parse).RequireConnection(), parse.GetValue(clr)), parse.GetValue(clr));
            if (parse.GetValue(uninstall))
            {
                MigrationText.WriteDropped(output, await installer.UninstallAsync(parse.GetValue(force), cancellationToken));
                return ExitCodes.Done;
            }

            var path = parse.GetRequiredValue(file);
            var text = await MappingFile.ReadAsync(path, cancellationToken);
            var mapping = await CheckAsync(path, text, installer, output, cancellationToken);
            if (parse.GetValue(script) is { } target)
            {
                await ScriptFile.WriteAsync(
                    target, await installer.ScriptAsync(mapping.Document, text, mapping.Catalog!, cancellationToken), cancellationToken);
                await output.WriteLineAsync($"written   {target}");
            }

            var writers = await installer.FindBrokenWritersAsync(mapping.Document, mapping.Catalog!, cancellationToken);
            MigrationText.WriteWriters(output, writers);
            if (parse.GetValue(plan))
            {
                await output.WriteLineAsync("this is the plan, nothing is changed; migrate would say:");
                MigrationText.Write(output, await installer.PlanAsync(mapping.Document, text, mapping.Catalog!, cancellationToken));
            }
            else if (parse.GetValue(script) is null)
            {
                Refuse(writers, parse.GetValue(accept));
                MigrationText.Write(output, await installer.MigrateAsync(mapping.Document, text, mapping.Catalog!, cancellationToken));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The connection; refused where it has no SQL CLR for certain and that is required.</summary>
    private static string ConnectionFor(string connection, ClrChoice clr) => clr != ClrChoice.Require || Engines.MeansServer(connection)
        ? connection
        : throw new OutboxException(
            StoreErrors.ClrRefused, "--clr require: SQLite has no SQL CLR.", connection, "Leave --clr out.");

    private static async Task<CheckedMapping> CheckAsync(
        FileInfo path, string text, IOutboxInstaller installer, TextWriter output, CancellationToken cancellationToken)
    {
        var (mapping, findings) = await MappingCheck.RunAsync(text, installer, cancellationToken);
        FindingReport.Write(output, path.ToString(), findings);
        return mapping?.Catalog is not null && findings.All(f => f.Severity != Severity.Error)
            ? mapping
            : throw new OutboxException(
                CliErrors.MappingRefused,
                "The mapping has errors; the database is as it was.",
                path.ToString(),
                "Mend what is listed above and run migrate again.");
    }

    private static void Refuse(WriterReport writers, bool isAccepted)
    {
        if (writers.Broken.Count > 0 && !isAccepted)
        {
            throw new OutboxException(
                StoreErrors.BrokenWriters,
                $"{writers.Broken.Count} statements would fail with error 334 once their table has a trigger; they are listed above.",
                string.Join(", ", writers.Broken.Select(w => w.Table).Distinct()),
                "Write OUTPUT … INTO there; in EF Core tell it of the trigger (ToTable(t => t.HasTrigger(\"…\"))). Then, or where they are no longer in use, give --accept-broken-writers.");
        }
    }
}
