using System.CommandLine;
using Outbox.Core.Errors;
using Outbox.Stores;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox resync</c>: has people's attributes sent again, whatever Customer.io has of them.</summary>
internal static class ResyncCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var person = new Option<string?>("--person")
        {
            Description = "One person, by the key or by the id at Customer.io.",
            HelpName = "KEY",
        };
        var all = new Option<bool>("--all") { Description = "All people. They go behind everything that is live." };
        var plan = new Option<bool>("--plan") { Description = "Count who would be sent again, and change nothing." };
        var command = new Command("resync", "Has people's attributes sent again, whatever Customer.io has of them.")
        {
            person, all, plan,
        };
        common.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(person) is null == !result.GetValue(all))
            {
                result.AddError("Give one of --person KEY and --all.");
            }
        });
        new CommandText(
            [
                ("outbox resync --connection \"…\" --person 42", "somebody has changed a profile at Customer.io by hand"),
                ("outbox resync --connection \"…\" --all --plan", "counts who would be sent again"),
                ("outbox resync --connection \"…\" --all", "sends everybody again, at the dispatchers' rate and behind what is live"),
            ],
            [
                (ExitCodes.Done, "done, or counted"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var (key, isPlan) = (parse.GetValue(person), parse.GetValue(plan));
            var people = await Engines.Upkeep(common.Read(parse).RequireConnection()).ResyncAsync(key, !isPlan, cancellationToken);
            if (people == 0 && key is not null)
            {
                throw new OutboxException(
                    StoreErrors.NobodyToResync,
                    "The people table has nobody with that key, or people.where leaves the person out.",
                    null,
                    "Give the key as the people table has it, or the id as Customer.io has it.");
            }

            await parse.InvocationConfiguration.Output.WriteLineAsync($"{people} people {(isPlan ? "would be" : "are")} sent again");
            return ExitCodes.Done;
        });
        return command;
    }
}
