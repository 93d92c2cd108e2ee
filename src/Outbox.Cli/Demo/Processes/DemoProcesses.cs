using System.Globalization;

namespace Outbox.Cli.Demo.Processes;

/// <summary>The commands that the demo runs beside itself, as a user would.</summary>
/// <param name="folder">Where the files are.</param>
internal sealed class DemoProcesses(DemoFolder folder)
{
    private const string Key = "sandbox";

    private static readonly Dictionary<string, string> NoSettings = [];

    /// <summary><c>outbox migrate</c>.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var migrate = Start("migrate", ["migrate", folder.Mapping, "--connection", folder.Database], NoSettings);
        await migrate.SucceedAsync(cancellationToken);
    }

    /// <summary><c>outbox sandbox</c> on a free port.</summary>
    public ChildProcess StartSandbox(int seed) => Start(
        "sandbox",
        ["sandbox", "--port", "0", "--seed", seed.ToString(CultureInfo.InvariantCulture)],
        NoSettings,
        "sandbox: listening on ");

    /// <summary><c>outbox run</c>.</summary>
    public ChildProcess StartDispatcher(Uri sandbox) => Start(
        "run",
        ["run", "--connection", folder.Database, "--region", "us", "--site-id", Key, "--base-address", sandbox.ToString()],
        new Dictionary<string, string>
        {
            ["OUTBOX__CUSTOMERIO__APIKEY"] = Key,

            // The dispatcher is killed while it holds the lane, and what fell due is to be seen without waiting for the night.
            ["OUTBOX__DISPATCH__LEASE"] = "00:00:02",
            ["OUTBOX__DISPATCH__SCHEDULESATSTART"] = "true",
        },
        "dispatching to ");

    private ChildProcess Start(
        string name, string[] arguments, IReadOnlyDictionary<string, string> settings, string? awaitedPrefix = null)
    {
        var info = OutboxExecutable.StartInfo(arguments, settings);

        // Not where a stranger's appsettings.json would be read.
        info.WorkingDirectory = folder.Path;
        return ChildProcess.Start(name, folder.LogOf(name), info, awaitedPrefix);
    }
}
