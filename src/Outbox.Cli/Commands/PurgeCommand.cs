using System.CommandLine;
using Outbox.Stores;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox purge</c>: keeps the outbox small.</summary>
internal static class PurgeCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var retention = new Option<int>("--retention-days")
        {
            Description = "Days after which a row that was sent or skipped loses its payload, 1 or more.",
            DefaultValueFactory = _ => 30,
        };
        var dedupe = new Option<int?>("--dedupe-days")
        {
            Description = "Days after which such a row goes, 30 or more; without it rows stay, small, and find duplicates for good.",
        };
        var plan = new Option<bool>("--plan") { Description = "Count what would be done, and change nothing." };
        var command = new Command("purge", "Takes the payload of old rows, and removes still older ones. Dead and pending rows stay.")
        {
            retention, dedupe, plan,
        };
        common.AddTo(command);
        new CommandText(
            [
                ("outbox purge --connection \"…\"", "what was sent a month ago loses its payload"),
                ("outbox purge --connection \"…\" --dedupe-days 400 --plan", "counts what would also go after 400 days"),
            ],
            [
                (ExitCodes.Done, "done, or counted"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var options = new PurgeOptions(parse.GetValue(retention), parse.GetValue(dedupe), !parse.GetValue(plan));
            var report = await Engines.Upkeep(common.Read(parse).RequireConnection()).PurgeAsync(options, cancellationToken);
            await parse.InvocationConfiguration.Output.WriteLineAsync(options.Execute
                ? $"{report.Trimmed} rows lost their payload, {report.Removed} went"
                : $"{report.Trimmed} rows would lose their payload, {report.Removed} would go");
            return ExitCodes.Done;
        });
        return command;
    }
}
