using System.CommandLine;
using Outbox.Cli.Commands;
using Outbox.Cli.Demo.Screen;

namespace Outbox.Cli.Demo;

/// <summary><c>outbox demo</c>: the whole path on this machine, with faults and kills, and the proof that nothing was lost.</summary>
internal static class DemoCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var database = new Option<FileInfo?>("--database")
        {
            Description = "A SQLite file to make, and to keep; without it one in a temporary folder.",
            HelpName = "FILE",
        };
        var connection = new Option<string?>("--connection", "-c")
        {
            Description = "A SQL Server to play on, in a database that the demo makes and drops; one that the string names is not used.",
            HelpName = "CONNECTION",
        };
        var keep = new Option<bool>("--keep") { Description = "Keep the database, and the folder with the mapping and the logs." };
        var seed = new Option<int>("--seed")
        {
            Description = "Decides the shop's deeds, the faults and the kills.",
            DefaultValueFactory = _ => 1,
        };
        var orders = new Option<int>("--orders")
        {
            Description = $"Orders that the shop takes, {DemoOptions.FewestOrders} or more.",
            DefaultValueFactory = _ => DemoOptions.DefaultOrders,
        };
        orders.Validators.Add(result =>
        {
            if (result.Errors.Any() is false && result.GetValueOrDefault<int>() < DemoOptions.FewestOrders)
            {
                result.AddError($"--orders must be {DemoOptions.FewestOrders} or more.");
            }
        });
        var command = new Command(
            "demo",
            "Plays a coffee shop in a new database against a sandbox that fails now and then, kills the dispatcher twice, and compares.")
        {
            database, connection, keep, seed, orders,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(connection) is not { } server)
            {
                return;
            }

            if (result.GetValue(database) is not null)
            {
                result.AddError("Give one of --database and --connection.");
            }
            else if (!Engines.MeansServer(server))
            {
                result.AddError("--connection names a server, as in \"Server=db;Integrated Security=True\"; a SQLite file goes with --database.");
            }
        });
        new CommandText(
            [
                ("outbox demo", "half a minute; ends with how many events were lost: none"),
                ("outbox demo --database shop.db --seed 42", "another play, and its database to look into afterwards"),
                ("outbox demo --connection \"Server=localhost;Integrated Security=True\"", "the same shop on SQL Server"),
            ],
            [
                (ExitCodes.Done, "every committed event was delivered once, as committed"),
                (ExitCodes.CheckFailed, "something differs; it is listed"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var options = new DemoOptions(
                parse.GetValue(database)?.FullName, parse.GetValue(connection), parse.GetValue(keep), parse.GetValue(seed), parse.GetValue(orders));
            var screen = DemoScreen.For(parse.InvocationConfiguration.Output);
            return await new DemoRun(options, screen, TimeProvider.System).RunAsync(cancellationToken);
        });
        return command;
    }
}
