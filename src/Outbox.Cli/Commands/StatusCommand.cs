using System.CommandLine;
using Outbox.Cli.Output;
using Outbox.Stores.Reading;
using Spectre.Console;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox status</c>: the outbox in numbers. Changes nothing.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON object; with --watch, one a line." };
        var watch = new Option<bool>("--watch", "-w") { Description = "Look again every two seconds, until stopped." };
        var days = new Option<int>("--days")
        {
            Description = "Days of which the volume is told, 0 to 366.",
            DefaultValueFactory = _ => 7,
        };
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 366)
            {
                result.AddError("--days goes from 0 to 366.");
            }
        });
        var command = new Command("status", "Shows the backlog, its age against the 72 hours, lag, lanes, and what was sent, dead or skipped. Changes nothing.")
        {
            json, watch, days,
        };
        common.AddTo(command);
        new CommandText(
            [
                ("outbox status --connection shop.db", "what waits, what went out, and who sends"),
                ("outbox status --connection shop.db --watch", "the same, live, until Ctrl+C"),
                ("outbox status --connection shop.db --json", "the same for a script"),
            ],
            [
                (ExitCodes.Done, "shown; with --watch, stopped by the user"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var reader = Engines.Reader(common.Read(parse).RequireConnection());
            var output = parse.InvocationConfiguration.Output;
            var (asJson, span) = (parse.GetValue(json), parse.GetValue(days));
            if (parse.GetValue(watch))
            {
                await WatchAsync(reader, span, asJson, output, cancellationToken);
            }
            else
            {
                Write(output, await reader.ReadStatusAsync(span, cancellationToken), asJson, indented: true);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WatchAsync(IOutboxReader reader, int days, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            if (json || Console.IsOutputRedirected)
            {
                do
                {
                    Write(output, await reader.ReadStatusAsync(days, cancellationToken), json, indented: false);
                }
                while (await timer.WaitForNextTickAsync(cancellationToken));
            }

            var status = await reader.ReadStatusAsync(days, cancellationToken);
            await Consoles.Fitted(output).Live(StatusTable.Of(status)).StartAsync(async live =>
            {
                while (await timer.WaitForNextTickAsync(cancellationToken))
                {
                    live.UpdateTarget(StatusTable.Of(await reader.ReadStatusAsync(days, cancellationToken)));
                }
            });
        }
        catch (OperationCanceledException)
        {
            // Stopped: that is how it ends.
        }
    }

    private static void Write(TextWriter output, OutboxStatus status, bool json, bool indented)
    {
        if (json)
        {
            StatusJson.Write(output, status, indented);
        }
        else
        {
            Consoles.Fitted(output).Write(StatusTable.Of(status));
        }
    }
}
