using System.CommandLine;
using Outbox.Cli.Settings;

namespace Outbox.Cli.Commands;

/// <summary>Options that several commands share; each command makes its own.</summary>
internal sealed class CommonOptions
{
    /// <summary><c>--connection</c>.</summary>
    public Option<string?> Connection { get; } = new("--connection", "-c")
    {
        Description = "The shop's database: a SQL Server connection string, or a SQLite file. Setting Outbox:Connection.",
        HelpName = "CONNECTION",
    };

    /// <summary><c>--config</c>.</summary>
    public Option<FileInfo?> Config { get; } = new("--config")
    {
        Description = "A settings file; without it appsettings.json of the working directory, where there is one.",
        HelpName = "FILE",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(Connection);
        command.Options.Add(Config);
    }

    /// <summary>The settings with these options merged in.</summary>
    public OutboxSettings Read(ParseResult parse, params IEnumerable<KeyValuePair<string, string?>> more) =>
        SettingsReader.Read(
            parse.GetValue(Config),
            more.Prepend(KeyValuePair.Create("Connection", parse.GetValue(Connection))));
}
