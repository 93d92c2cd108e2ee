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
        // No health: its port may be that of a dispatcher at work.
        new Dictionary<string, string> { ["OUTBOX__CUSTOMERIO__APIKEY"] = Key, ["OUTBOX__HEALTH__URL"] = "off" },
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
