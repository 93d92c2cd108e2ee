using System.CommandLine;
using Outbox.Cli.Output;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox status</c>: the outbox in numbers. Changes nothing.</summary>
internal static class StatusCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("status", "Shows the backlog, its age against the 72 hours, and what was sent, dead or skipped.") { json };
        common.AddTo(command);
        new CommandText(
            [
                ("outbox status --connection shop.db", "a table by event type"),
                ("outbox status --connection shop.db --json", "the same for a script"),
            ],
            [
                (ExitCodes.Done, "shown"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var store = Engines.Store(common.Read(parse).RequireConnection());
            var status = await store.ReadStatusAsync(cancellationToken);
            var now = await store.ReadClockAsync(cancellationToken);
            if (parse.GetValue(json))
            {
                StatusJson.Write(parse.InvocationConfiguration.Output, status, now);
            }
            else
            {
                StatusTable.Write(parse.InvocationConfiguration.Output, status, now);
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
