using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Outbox.Cli.Output;
using Outbox.Cli.Settings;
using Outbox.Core.Errors;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Doctor;
using Outbox.Dispatcher.Launch;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox doctor</c>: what is wrong, how soon to mend it, and how; and the launch gate. Changes nothing.</summary>
internal static class DoctorCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var customerIo = new TrackOptionsGroup();
        var file = new Argument<FileInfo?>("FILE")
        {
            Description = "The mapping file, to compare with what the database holds; left out, it is not compared.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var launch = new Option<bool>("--launch") { Description = "The launch gate: what must hold before journeys lean on the events, each with its evidence." };
        var profile = new Option<string?>("--test-profile")
        {
            Description = "With --launch: send this person one event twice, to see that it counts once.",
            HelpName = "PERSON",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("doctor", "Looks for whatever is wrong, tells how soon to mend it and how. Changes nothing.")
        {
            file, launch, profile, json,
        };
        customerIo.AddTo(command);
        common.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(profile) is not null && !result.GetValue(launch))
            {
                result.AddError("--test-profile belongs to --launch.");
            }
        });
        new CommandText(
            [
                ("outbox doctor --connection shop.db", "findings with priority, mend and a place to read more"),
                ("outbox doctor outbox.yml -c shop.db --region eu --site-id …", "also compares the file, and tries the credentials of OUTBOX__CUSTOMERIO__APIKEY"),
                ("outbox doctor --launch -c shop.db --test-profile cust_1", "the launch gate"),
            ],
            [
                (ExitCodes.Done, "nothing must be mended; with --launch, no demand fails"),
                (ExitCodes.CheckFailed, "something must be mended now or soon; with --launch, a demand fails"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var settings = customerIo.Read(parse, common);
            var connection = settings.RequireConnection();
            var (output, asJson) = (parse.InvocationConfiguration.Output, parse.GetValue(json));
            await using var store = Engines.Store(connection);
            await using var services = Services(settings, out var refused);
            var api = services?.GetRequiredService<ITrackApi>();
            if (parse.GetValue(launch))
            {
                var gate = new LaunchGate(store, Engines.Reader(connection), Engines.Installer(connection), api, TimeProvider.System);
                var items = await gate.ExamineAsync(parse.GetValue(profile), cancellationToken);
                GateText.Write(output, items, asJson);
                return items.Any(i => i.State == GateState.Fail) ? ExitCodes.CheckFailed : ExitCodes.Done;
            }

            var text = parse.GetValue(file) is { } given ? await MappingFile.ReadAsync(given, cancellationToken) : null;
            var doctor = new OutboxDoctor(store, Engines.Reader(connection), Engines.Installer(connection), api, TimeProvider.System);
            var report = await doctor.ExamineAsync(text, cancellationToken);
            if (refused is not null)
            {
                report = report with { Findings = [DoctorFinding.Of(refused), .. report.Findings], NotSeen = [.. report.NotSeen.Where(n => !n.StartsWith("Customer.io", StringComparison.Ordinal))] };
            }

            DoctorText.Write(output, report, asJson);
            return report.IsWell ? ExitCodes.Done : ExitCodes.CheckFailed;
        });
        return command;
    }

    /// <summary>Customer.io's client; null where no settings are given, or they cannot be used.</summary>
    private static ServiceProvider? Services(OutboxSettings settings, out OutboxException? refused)
    {
        refused = null;
        var options = new TrackOptions();
        settings.Bind("CustomerIo", options);
        if (options is { Region: null, SiteId: null, ApiKey: null })
        {
            return null;
        }

        try
        {
            var collection = new ServiceCollection();
            collection.AddTrackApi(o => settings.Bind("CustomerIo", o));
            return collection.BuildServiceProvider();
        }
        catch (OutboxException error)
        {
            refused = error;
            return null;
        }
    }
}
