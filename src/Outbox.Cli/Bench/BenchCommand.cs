using System.CommandLine;
using Outbox.Cli.Commands;

namespace Outbox.Cli.Bench;

/// <summary><c>outbox bench</c>: what the product costs and how fast it is, beside its baselines, on this machine.</summary>
internal static class BenchCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var names = BenchRun.All.Select(scenario => scenario.Name).ToArray();
        var scenarios = new Argument<string[]>("SCENARIO")
        {
            Description = $"What to measure: {string.Join(", ", names)}. Without any, all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        scenarios.AcceptOnlyFromAmong(names);
        var connection = new Option<string?>("--connection", "-c")
        {
            Description = "A SQL Server to measure on, in databases that the benchmark makes and drops; without it SQLite files.",
            HelpName = "CONNECTION",
        };
        var full = new Option<bool>("--full") { Description = "The full sizes: an hour and more, and 20 GB of disk." };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds of each comparison; the figures are their medians.",
            DefaultValueFactory = _ => BenchOptions.DefaultRounds,
        };
        rounds.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--rounds must be 1 or more.");
            }
        });
        var events = new Option<int?>("--events") { Description = $"Events of a drain, {BenchOptions.FewestEvents} or more; without it those of the sizes." };
        events.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int?>() < BenchOptions.FewestEvents)
            {
                result.AddError($"--events must be {BenchOptions.FewestEvents} or more.");
            }
        });
        var output = new Option<DirectoryInfo?>("--output", "-o")
        {
            Description = "A folder for the report, as JSON and Markdown; without it Markdown goes to the screen.",
            HelpName = "FOLDER",
        };
        var command = new Command("bench", "Measures drain, capture, latency and footprint beside their baselines, on this machine.")
        {
            scenarios, connection, full, rounds, events, output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(connection) is { } server && !Engines.MeansServer(server))
            {
                result.AddError("--connection names a server, as in \"Server=db;Integrated Security=True\"; SQLite is measured without it.");
            }
        });
        new CommandText(
            [
                ("outbox bench", "everything on SQLite, in ten minutes or so"),
                ("outbox bench drain capture --connection \"Server=localhost;Integrated Security=True\" --output results", "two scenarios on SQL Server"),
            ],
            [
                (ExitCodes.Done, "measured; whether the figures are good is for the reader"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var asked = parse.GetValue(scenarios) is { Length: > 0 } some ? some : names;
            var options = new BenchOptions(
                asked, parse.GetValue(connection), parse.GetValue(full), parse.GetValue(rounds), parse.GetValue(events), parse.GetValue(output)?.FullName);
            await new BenchRun(options, parse.InvocationConfiguration.Output, TimeProvider.System).RunAsync(cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }
}
