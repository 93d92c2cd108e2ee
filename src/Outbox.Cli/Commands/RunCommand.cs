using System.CommandLine;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outbox.Cli.Service;
using Outbox.Cli.Service.Health;
using Outbox.CustomerIo;
using Outbox.Dispatcher;
using Outbox.Dispatcher.Health;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox run</c>: the dispatcher as a service. It needs no mapping file; the database keeps it.</summary>
internal static class RunCommand
{
    /// <summary>The command's word.</summary>
    public const string Name = "run";

    /// <summary>How long requests under way may take after a signal to stop: longer than the client's own limit of a call.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var customerIo = new TrackOptionsGroup();
        var json = new Option<bool>("--json-log") { Description = "Write log lines as JSON." };
        var command = new Command(Name, "Drains the outbox to Customer.io until it is stopped.") { json };
        customerIo.AddTo(command);
        common.AddTo(command);
        new CommandText(
            [
                ("OUTBOX__CUSTOMERIO__SITEID=… OUTBOX__CUSTOMERIO__APIKEY=… outbox run --connection shop.db --region eu",
                    "runs; the key comes from the environment, never from the command line"),
                ("OUTBOX__CUSTOMERIO__APIKEY=sandbox outbox run -c shop.db --region us --site-id sandbox --base-address http://127.0.0.1:7272",
                    "runs against outbox sandbox"),
            ],
            [
                (ExitCodes.Done, "stopped by a signal, with every answered row marked"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var settings = customerIo.Read(parse, common);
            var store = Engines.Store(settings.RequireConnection());

            var health = new HealthOptions();
            settings.Bind("Health", health);

            var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            AddLogging(builder.Logging, parse.GetValue(json));
            builder.Services.AddServiceManagers(parse.GetValue(json));
            builder.AddExporters();
            builder.Services.AddSingleton(store);
            builder.Services.AddDispatcherHealth(health);

            // Before the dispatcher: started before it, stopped after it.
            builder.Services.AddHostedService<HealthServer>();
            builder.Services.AddTrackApi(options => settings.Bind("CustomerIo", options));
            builder.Services.AddDispatcher(options => settings.Bind("Dispatch", options));
            builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
            using var app = builder.Build();

            await store.ReadMappingAsync(cancellationToken);
            var account = await app.Services.GetRequiredService<ITrackApi>().ReadAccountAsync(cancellationToken);
            await parse.InvocationConfiguration.Output.WriteLineAsync(
                $"dispatching to {account.Url.Host}, region {account.Region}, environment {account.EnvironmentId}");

            // RunAsync disposes the host, and its services with it.
            var failure = app.Services.GetRequiredService<DispatcherFailure>();
            await app.RunAsync(cancellationToken);
            if (failure.Exception is { } error)
            {
                // With the stack trace of where it happened: OUTBOX_TRACE=1 prints it.
                ExceptionDispatchInfo.Throw(error);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void AddLogging(ILoggingBuilder logging, bool json)
    {
        if (json)
        {
            logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            });
        }

        // The dispatcher says it once when the endpoint goes down; the pipeline would say it each try, with a stack trace.
        logging.AddFilter("Polly", LogLevel.None);
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);

        // A start that fails is told once, as every error is, and not with a stack trace before.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
    }
}
