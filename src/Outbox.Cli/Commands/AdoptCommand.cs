using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Bind;
using Outbox.Stores;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox adopt</c>: binds the outbox to the database that it is in and to the workspace of the credentials.</summary>
internal static class AdoptCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var customerIo = new TrackOptionsGroup();
        var plan = new Option<bool>("--plan") { Description = "Say what would change, and change nothing." };
        var command = new Command(
            "adopt", "Lets this database send to this workspace, once it has moved or been restored: nothing else may send the same outbox.")
        {
            plan,
        };
        customerIo.AddTo(command);
        common.AddTo(command);
        new CommandText(
            [
                ("outbox adopt --connection \"…\" --region eu --plan", "says what the outbox is bound to, and what it would be bound to"),
                ("outbox adopt --connection \"…\" --region eu", "binds it; another workspace gets everyone's attributes again"),
            ],
            [
                (ExitCodes.Done, "bound, or said what would change"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var settings = customerIo.Read(parse, common);
            await using var store = Engines.Store(settings.RequireConnection());
            var collection = new ServiceCollection();
            collection.AddTrackApi(options => settings.Bind("CustomerIo", options));
            await using var services = collection.BuildServiceProvider();

            await store.ReadMappingAsync(cancellationToken);
            var found = await store.ReadBindingAsync(cancellationToken);
            var account = await services.GetRequiredService<ITrackApi>().ReadAccountAsync(cancellationToken);
            var here = new OutboxBinding(found.Server, found.Database, account.EnvironmentId, account.Region);
            if (!parse.GetValue(plan) && here != found.Bound)
            {
                await store.AdoptAsync(here, cancellationToken);
            }

            await parse.InvocationConfiguration.Output.WriteLineAsync(Words(found.Bound, here, parse.GetValue(plan)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Words(OutboxBinding? bound, OutboxBinding here, bool isPlan)
    {
        if (bound == here)
        {
            return $"bound to {BoundElsewhere.Words(here)}, as before";
        }

        var before = bound is null ? "to nothing" : $"to {BoundElsewhere.Words(bound)}";
        var isOtherWorkspace = bound is not null && (bound.EnvironmentId, bound.Region) != (here.EnvironmentId, here.Region);
        return $"{(isPlan ? "would bind" : "bound")} to {BoundElsewhere.Words(here)}; was bound {before}"
            + (isOtherWorkspace ? "; the other workspace gets everyone's attributes again" : "");
    }
}
