using System.CommandLine;
using Outbox.Cli.Output;
using Outbox.Stores;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox resume-sending</c>: lets sending go on after it was held for the number of rows that died.</summary>
internal static class ResumeSendingCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var minutes = new Option<int>("--minutes")
        {
            Description = "For so long rows may die in any number without sending being held again, 0 to 1440.",
            DefaultValueFactory = _ => 10,
        };
        var plan = new Option<bool>("--plan") { Description = "Say whether sending is held and why, and change nothing." };
        var command = new Command("resume-sending", "Lets sending go on after it was held because too many rows died: whoever runs it has seen the reasons.")
        {
            minutes, plan,
        };
        common.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(minutes) is < 0 or > 1_440)
            {
                result.AddError("--minutes is 0 to 1440.");
            }
        });
        new CommandText(
            [
                ("outbox resume-sending --connection \"…\" --plan", "why it is held"),
                ("outbox resume-sending --connection \"…\"", "what is refused dies; outbox requeue takes it back"),
            ],
            [
                (ExitCodes.Done, "it goes on, or was not held"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var store = Engines.Store(common.Read(parse).RequireConnection());
            var brake = await store.ReadBrakeAsync(cancellationToken);
            if (brake.HeldAt is not null && !parse.GetValue(plan))
            {
                await store.ResumeSendingAsync(Operator.Name, TimeSpan.FromMinutes(parse.GetValue(minutes)), cancellationToken);
            }

            await parse.InvocationConfiguration.Output.WriteLineAsync(TerminalText.Escape(Words(brake, parse.GetValue(plan), parse.GetValue(minutes))));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Words(BrakeState brake, bool isPlan, int minutes) => brake is { HeldAt: { } since, Hold: { } hold }
        ? FormattableString.Invariant(
            $"sending was held since {since:u}: {hold.Dead} of {hold.Settled} rows were refused, most with {hold.Code}; it {(isPlan ? "would go" : "goes")} on, and for {minutes} minutes rows may die in any number")
        : "sending is not held";
}
