using System.CommandLine;
using Outbox.Cli.Settings;

namespace Outbox.Cli.Commands;

/// <summary>The options of a command that may speak to Customer.io; the key comes from the environment or a file.</summary>
internal sealed class TrackOptionsGroup
{
    private readonly Option<string?> _region = new("--region") { Description = "Customer.io's region: us or eu. Setting Outbox:CustomerIo:Region." };

    private readonly Option<string?> _siteId = new("--site-id") { Description = "Track API site id. Setting Outbox:CustomerIo:SiteId." };

    private readonly Option<string?> _host = new("--base-address")
    {
        Description = "Another host, such as a sandbox. Setting Outbox:CustomerIo:BaseAddress.",
        HelpName = "URL",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_region);
        command.Options.Add(_siteId);
        command.Options.Add(_host);
    }

    /// <summary>The settings with these options and the common ones merged in.</summary>
    public OutboxSettings Read(ParseResult parse, CommonOptions common) => common.Read(
        parse,
        KeyValuePair.Create("CustomerIo:Region", parse.GetValue(_region)),
        KeyValuePair.Create("CustomerIo:SiteId", parse.GetValue(_siteId)),
        KeyValuePair.Create("CustomerIo:BaseAddress", parse.GetValue(_host)));
}
