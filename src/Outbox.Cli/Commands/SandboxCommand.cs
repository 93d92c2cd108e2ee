using System.CommandLine;
using Outbox.Sandbox;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox sandbox</c>: a stand-in for Customer.io on this machine.</summary>
internal static class SandboxCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port; 0 takes a free one.", DefaultValueFactory = _ => 7272 };
        var listen = new Option<string?>("--listen")
        {
            Description = "The whole address in place of --port, such as http://0.0.0.0:7272 in a container: others can then reach it.",
            HelpName = "URL",
        };
        var siteId = new Option<string>("--site-id") { Description = "The site id to ask for.", DefaultValueFactory = _ => "sandbox" };
        var apiKey = new Option<string>("--api-key") { Description = "The key to ask for.", DefaultValueFactory = _ => "sandbox" };
        var appKey = new Option<string>("--app-key") { Description = "The App API key to ask for.", DefaultValueFactory = _ => "sandbox" };
        var noEmailChange = new Option<bool>("--no-email-change")
        {
            Description = "As a workspace where \"Allow updates to email using ID\" is off: an id cannot change its e-mail.",
        };
        var phoneIdentifier = new Option<bool>("--phone-identifier")
        {
            Description = "As a workspace where phone is an identifier: one phone, one person.",
        };
        var noCioId = new Option<bool>("--no-cio-id-reference")
        {
            Description = "As a workspace where \"Reference people by cio_id\" is off: nobody can be merged.",
        };
        var seed = new Option<int>("--seed") { Description = "Decides which requests meet a fault.", DefaultValueFactory = _ => 1 };
        var faults = new Option<string[]>("--fault")
        {
            Description = $"A fault and its rate from 0 to 1, such as server_error=0.05. One of {string.Join(", ", FaultOption.Names)}.",
            HelpName = "NAME=RATE",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var command = new Command("sandbox", "Serves a stand-in for Customer.io's Track API and what reads people back, with a page that shows what arrived.")
        {
            port, listen, siteId, apiKey, appKey, noEmailChange, phoneIdentifier, noCioId, seed, faults,
        };
        new CommandText(
            [
                ("outbox sandbox", "listens on http://127.0.0.1:7272; open it in a browser"),
                ("outbox sandbox --no-email-change", "with a setting of the workspace turned off that addresses need to change"),
                ("outbox sandbox --fault server_error=0.05 --fault cut=0.02", "fails now and then, as networks do"),
            ],
            [
                (ExitCodes.Done, "stopped by a signal"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var options = new SandboxOptions
            {
                Url = parse.GetValue(listen) ?? $"http://127.0.0.1:{parse.GetRequiredValue(port)}",
                SiteId = parse.GetRequiredValue(siteId),
                ApiKey = parse.GetRequiredValue(apiKey),
                AppKey = parse.GetRequiredValue(appKey),
                AllowEmailChangeById = !parse.GetValue(noEmailChange),
                PhoneIdentifier = parse.GetValue(phoneIdentifier),
                ReferenceByCioId = !parse.GetValue(noCioId),
                Seed = parse.GetRequiredValue(seed),
                Faults = FaultOption.Read(parse.GetRequiredValue(faults)),
            };
            await using var sandbox = await SandboxServer.StartAsync(options, cancellationToken);
            var output = parse.InvocationConfiguration.Output;
            await output.WriteLineAsync($"sandbox: listening on {sandbox.Address}");
            await output.WriteLineAsync(
                $"sandbox: outbox run --connection shop.db --region us --site-id {options.SiteId} --base-address {sandbox.Address} (and OUTBOX__CUSTOMERIO__APIKEY)");
            await output.FlushAsync(cancellationToken);
            await using var stop = cancellationToken.Register(() => _ = sandbox.StopAsync(CancellationToken.None));
            await sandbox.Completion;
            return ExitCodes.Done;
        });
        return command;
    }
}
