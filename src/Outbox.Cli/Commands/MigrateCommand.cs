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
        var acceptUnchecked = new Option<bool>("--accept-unchecked-writers")
        {
            Description = "Put triggers even where writers could not be looked for: a plan cache that this login may not read, a Query Store that is off, text that cannot be parsed.",
        };
        var clr = new Option<ClrChoice>("--clr")
        {
            Description = "The SQL CLR assembly (docs/clr.md): prefer installs it where the server lets it in as it is set; require also tells the server to trust it, or fails; never leaves it out and drops it. The T-SQL functions give the same results.",
            DefaultValueFactory = _ => ClrChoice.Prefer,
            HelpName = "prefer|require|never",
        };
        var guard = new Option<GuardChoice?>("--guard")
        {
            Description = "Changes of the shop's tables that a capture does not survive (docs/sqlserver.md): refuse rolls them back with the mapping's line; disable lets them through and disables the capture; off looks at none. Left out, it stays as it is.",
            HelpName = "refuse|disable|off",
        };
        var command = new Command("migrate", "Installs or updates the outbox, the mapping and its triggers in a database.")
        {
            file, plan, script, uninstall, force, accept, acceptUnchecked, clr, guard,
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
            var connection = ConnectionFor(common.Read(parse).RequireConnection(), parse.GetValue(clr), parse.GetValue(guard));
            var installer = Engines.Installer(connection, parse.GetValue(clr), parse.GetValue(guard));
            if (parse.GetValue(uninstall))
            {
                MigrationText.WriteDropped(output, await installer.UninstallAsync(parse.GetValue(force), cancellationToken));
                return ExitCodes.Done;
            }

            var path = parse.GetRequiredValue(file);
            var text = await MappingFile.ReadAsync(path, cancellationToken);
            MigrationText.WriteNotSeen(output, await installer.ReadNotSeenAsync(cancellationToken));
            var mapping = await CheckAsync(path, text, installer, output, cancellationToken);
            var writers = await installer.FindBrokenWritersAsync(mapping.Document, mapping.Catalog!, cancellationToken);
            MigrationText.WriteWriters(output, writers);
            if (parse.GetValue(plan))
            {
                await output.WriteLineAsync("this is the plan, nothing is changed; migrate would say:");
                MigrationText.Write(output, await installer.PlanAsync(mapping.Document, text, mapping.Catalog!, cancellationToken));
                return ExitCodes.Done;
            }

            Refuse(writers, parse.GetValue(accept), parse.GetValue(acceptUnchecked));
            if (parse.GetValue(script) is { } target)
            {
                await ScriptFile.WriteAsync(
                    target, await installer.ScriptAsync(mapping.Document, text, mapping.Catalog!, writers, cancellationToken), cancellationToken);
                await output.WriteLineAsync($"written   {target}");
                return ExitCodes.Done;
            }

            MigrationText.Write(output, await installer.MigrateAsync(mapping.Document, text, mapping.Catalog!, cancellationToken));
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The connection; refused where its engine has not what is asked for.</summary>
    private static string ConnectionFor(string connection, ClrChoice clr, GuardChoice? guard) => Engines.MeansServer(connection)
        ? connection
        : (clr, guard) switch
        {
            (ClrChoice.Require, _) => throw new OutboxException(
                StoreErrors.ClrRefused, "--clr require: SQLite has no SQL CLR.", connection, "Leave --clr out."),
            (_, GuardChoice.Refuse or GuardChoice.Disable) => throw new OutboxException(
                StoreErrors.NoGuard, "--guard: SQLite has no triggers on changes of the schema.", connection, "Leave --guard out: SQLite refuses such a change by itself."),
            _ => connection,
        };

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

    private static void Refuse(WriterReport writers, bool brokenIsAccepted, bool uncheckedIsAccepted)
    {
        if (writers.Broken.Count > 0 && !brokenIsAccepted)
        {
            throw new OutboxException(
                StoreErrors.BrokenWriters,
                $"{writers.Broken.Count} statements would fail once their table has a trigger (errors 334, 331, 355); they are listed above.",
                string.Join(", ", writers.Broken.Select(w => w.Table).Distinct()),
                "Write OUTPUT … INTO a table variable there; in EF Core tell it of the trigger (ToTable(t => t.HasTrigger(\"…\"))). Then, or where they are no longer in use, give --accept-broken-writers.");
        }

        if (writers.NotChecked.Count > 0 && !uncheckedIsAccepted)
        {
            throw new OutboxException(
                StoreErrors.UncheckedWriters,
                $"Writers that a trigger would break could not be looked for everywhere; {(writers.NotChecked.Count == 1 ? "the place is" : $"{writers.NotChecked.Count} places are")} listed above.",
                null,
                "Run it with a login that has the rights named there, or look at those places yourself; then give --accept-unchecked-writers.");
        }
    }
}
