using System.Globalization;

namespace Outbox.Cli.Demo.Processes;

/// <summary>
/// The commands that the demo runs beside itself, as a user would. The connection goes by the environment: others see the
/// command line of a process, and a password on it.
/// </summary>
/// <param name="folder">Where the files are.</param>
/// <param name="connection">To the shop's database.</param>
internal sealed class DemoProcesses(DemoFolder folder, string connection)
{
    private const string Key = "sandbox";

    /// <summary><c>outbox migrate</c>. The shop is the demo's own: no writer of it is unknown.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var migrate = Start("migrate", ["migrate", folder.Mapping, "--accept-unchecked-writers"], Settings);
        await migrate.SucceedAsync(cancellationToken);
    }

    /// <summary><c>outbox sandbox</c> on a free port.</summary>
    public ChildProcess StartSandbox(int seed) => Start(
        "sandbox",
        ["sandbox", "--port", "0", "--seed", seed.ToString(CultureInfo.InvariantCulture)],
        [],
        "sandbox: listening on ");

    /// <summary><c>outbox run</c>.</summary>
    public ChildProcess StartDispatcher(Uri sandbox) => Start(
        "run",
        ["run", "--region", "us", "--site-id", Key, "--base-address", sandbox.ToString()],
        new(Settings)
        {
            ["OUTBOX__CUSTOMERIO__APIKEY"] = Key,

            // No health: its port may be that of a dispatcher at work.
            ["OUTBOX__HEALTH__URL"] = "off",

            // The dispatcher is killed while it holds the lanes, and what fell due is to be seen without waiting for the night.
            ["OUTBOX__DISPATCH__LEASE"] = "00:00:02",
            ["OUTBOX__DISPATCH__SCHEDULESATSTART"] = "true",
        },
        "dispatching to ");

    private Dictionary<string, string> Settings => new() { ["OUTBOX__CONNECTION"] = connection };

    private ChildProcess Start(
        string name, string[] arguments, Dictionary<string, string> settings, string? awaitedPrefix = null)
    {
        var info = OutboxExecutable.StartInfo(arguments, settings);

        // Not where a stranger's appsettings.json would be read.
        info.WorkingDirectory = folder.Path;
        return ChildProcess.Start(name, folder.LogOf(name), info, awaitedPrefix);
    }
}
